import { expect, test } from 'vitest';
import { decodeCursor, encodeCursor } from '#lib/cursor';

test('a position comes back out of its token, which is safe in a URL', () => {
  const position = ['2026-11-22 09:00:00.123456+00', 7];
  const token = encodeCursor('list', position);
  expect(decodeCursor('list', token)).toEqual(position);
  expect(encodeURIComponent(token)).toBe(token);
});

test('a token of another list, or with anything changed, is refused', () => {
  const token = encodeCursor('list', [7]);
  const [payload = '', tag = ''] = token.split('.');
  const eight = Buffer.from('[8]').toString('base64url');
  const forged = [
    `${eight}.${tag}`,
    payload,
    `${payload}.`,
    `.${tag}`,
    '',
    `${token}.`,
    `${token}.x`,
    `${token}x`,
    ` ${token}`,
  ];
  for (const bad of forged) expect(() => decodeCursor('list', bad)).toThrow('not one of this list');
  expect(() => decodeCursor('other', token)).toThrow('not one of this list');
});
