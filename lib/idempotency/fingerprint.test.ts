import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fingerprint } from '#lib/idempotency/fingerprint';
import { replayAnswer } from '#lib/idempotency/replay-answer';

const of = (payload: object, path = 'acme/A1/report', method = 'POST') =>
  fingerprint(method, path, payload).toString('hex');

describe('a fingerprint', () => {
  test('does not depend on the order of members, nor on null or undefined for absent', () => {
    expect(of({ a: 1, b: { c: [1, 2], d: 'x' } })).toBe(of({ b: { d: 'x', c: [1, 2], e: null }, a: 1, f: undefined }));
  });

  test('depends on method, path and every value', () => {
    const different = [
      of({ a: 1 }),
      of({ a: '1' }),
      of({ a: [1] }),
      of({ a: true }),
      of({ a: '' }),
      of({}),
      of({ b: 1 }),
      of({ a: [1, 2] }),
      of({ a: [2, 1] }),
      of({ a: 'e\u0301' }),
      of({ a: '\u00e9' }),
      of({ a: 'x\n' }),
      of({ a: 'x\r\n' }),
      of({ a: { b: 1 } }),
      of({ a: 1 }, 'acme/A2/report'),
      of({ a: 1 }, 'acme/A1/report/withdraw'),
      of({ a: 1 }, 'acme/A1/report', 'PUT'),
      of({ a: 1 }, '/acme/A1/report\n{"a":1}'),
    ];
    expect(new Set(different).size).toBe(different.length);
  });

  test('of two texts is the same only for the same text', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary' }), fc.string({ unit: 'binary' }), (one, other) => {
        expect(of({ reportText: one }) === of({ reportText: other })).toBe(one === other);
      }),
    );
  });
});

describe('replaying', () => {
  const stored = { fingerprint: of({ a: 1 }), status: 201, location: '/x', body: '{"reportGuid":"CANARY"}' };

  test('answers what was stored, marked', () => {
    expect(replayAnswer(stored, fingerprint('POST', 'acme/A1/report', { a: 1 }))).toEqual({
      status: 201,
      json: stored.body,
      headers: { 'idempotent-replayed': 'true', location: '/x' },
    });
    const bare = replayAnswer({ ...stored, location: null }, fingerprint('POST', 'acme/A1/report', { a: 1 }));
    expect(bare.headers).toEqual({ 'idempotent-replayed': 'true' });
  });

  test('is a conflict for another request, which is shown nothing of the stored answer', () => {
    const other = () => replayAnswer(stored, fingerprint('POST', 'acme/A1/report', { a: 2 }));
    expect(other).toThrow(
      expect.objectContaining({ code: 'conflict', message: expect.not.stringContaining('CANARY') }),
    );
  });
});
