import { expect, test } from 'vitest';
import { judgeAnswer, readRetryAfter } from '#lib/transports/judge-answer';

const AT = new Date('2026-11-29T12:00:00Z');
const judge = (status: number, headers: Record<string, string> = {}) =>
  judgeAnswer({ kind: 'answer', status, headers, body: Buffer.from('ok'), address: '192.0.2.7:443' }, AT);

test.each([200, 201, 202, 204])('%i: delivered', (status) => expect(judge(status).outcome).toBe('delivered'));
test.each([408, 425, 429, 500, 502, 503, 504])('%i: tried again', (status) =>
  expect(judge(status).outcome).toBe('retry'),
);
test.each([400, 401, 403, 404, 409, 410, 413, 422])('%i: failed', (status) =>
  expect(judge(status).outcome).toBe('failed'),
);
test('410 alone asks to be sent nothing any more', () => {
  expect(judge(410)).toMatchObject({ outcome: 'failed', isGone: true });
  for (const status of [404, 422, 500, 204]) expect(judge(status)).not.toHaveProperty('isGone');
});
test.each([301, 302, 307, 308])('%i: a redirect is not followed, and says so', (status) => {
  expect(judge(status)).toMatchObject({ outcome: 'failed', detail: expect.stringContaining('not followed') });
});

test('Retry-After is read in both of its forms, never in the past, never beyond a day', () => {
  expect(judge(429, { 'retry-after': '120' })).toMatchObject({ retryAfterSeconds: 120 });
  expect(judge(503, { 'retry-after': 'Sun, 29 Nov 2026 12:02:00 GMT' })).toMatchObject({ retryAfterSeconds: 120 });
  expect(readRetryAfter('Sun, 29 Nov 2026 11:00:00 GMT', AT)).toBe(0);
  expect(readRetryAfter('999999999', AT)).toBe(86_400);
  for (const nonsense of ['soon', '', '-5', '1e3x']) expect(readRetryAfter(nonsense, AT)).toBeNull();
});

test('a fault of the network is tried again, with its words', () => {
  const detail = 'The connection was refused: nothing listens there.';
  expect(judgeAnswer({ kind: 'fault', detail }, AT)).toEqual({ outcome: 'retry', detail });
});
