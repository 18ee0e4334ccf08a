import { generateKeyPairSync } from 'node:crypto';
import { expect, test } from 'vitest';
import { bareKey, checkKeys, modulusBits, type PublicKey, thumbprintOf } from '#lib/settings/public-key';

/** The example of RFC 7638 §3.1. */
const EXAMPLE: PublicKey = {
  kty: 'RSA',
  n: '0vx7agoebGcQSuuPiLJXZptN9nndrQmbXEps2aiAFbWhM78LhWx4cbbfAAtVT86zwu1RK7aPFFxuhDR1L6tSoc_BJECPebWKRXjBZCiFV4n3oknjhMstn64tZ_2W-5JsGY4Hc5n9yBXArwl93lqt7_RN5w6Cf0h4QyQ5v-65YGjQR0_FDW2QvzqY368QQMicAtaSqzs8KJZgnYb9c7d0zgdAZHzu6qMQvRL5hajrn1n91CbOpbISD08qNLyrdkt-bFTWhAI4vMQFh6WeZu0fM4lFd2NcRwr3XPksINHaQ-G_xBniIqbw0Ls1jF44-csFCur-kEgU8awapJzKnqDKgw',
  e: 'AQAB',
  alg: 'RS256',
  kid: '2011-04-29',
};

const make = (type: 'rsa' | 'ec', bits = 2048) =>
  (type === 'rsa'
    ? generateKeyPairSync('rsa', { modulusLength: bits })
    : generateKeyPairSync('ec', { namedCurve: 'P-384' })
  ).publicKey.export({ format: 'jwk' }) as PublicKey;

test('a key is named by what it is, whatever is written beside it', () => {
  expect(thumbprintOf(EXAMPLE)).toBe('NzbLsXh8uDCcd-6MNwXF4W_7noWXFZAfHkxZsRGC9Xs');
  expect(thumbprintOf({ ...bareKey(EXAMPLE), kid: 'another' })).toBe(thumbprintOf(EXAMPLE));
  expect(thumbprintOf(make('ec'))).toMatch(/^[\w-]{43}$/);
});

test('what verification does not read is not kept', () => {
  expect(bareKey({ ...EXAMPLE, x5c: ['…'], note: 'hello' })).toEqual({
    kty: 'RSA',
    n: EXAMPLE.n,
    e: 'AQAB',
    kid: '2011-04-29',
  });
});

test('keys that can verify have no problem', () => {
  expect([modulusBits(EXAMPLE), modulusBits(make('rsa', 3072)), modulusBits(make('ec'))]).toEqual([2048, 3072, null]);
  expect(checkKeys([EXAMPLE, make('rsa'), { ...make('ec'), use: 'sig', key_ops: ['verify'] }], [])).toEqual([]);
});

test.each<[string, PublicKey, string, string]>([
  ['for encryption', { ...EXAMPLE, use: 'enc' }, 'use', 'must be sig: this key is not for signatures'],
  ['for another algorithm', { ...EXAMPLE, alg: 'PS256' }, 'alg', 'must be RS256 for this key'],
  ['for signing only', { ...EXAMPLE, key_ops: ['sign'] }, 'key_ops', 'must contain verify'],
  ['too short', make('rsa', 1024), 'n', 'must have at least 2048 bits, not 1024'],
])('a key %s is refused where it says so', (_, key, member, problem) => {
  expect(checkKeys([make('ec'), key], [])).toEqual([{ path: ['keys', 1, member], problem }]);
});

test('a key whose numbers are no key is refused', () => {
  const problem = 'is not a key that can be read: its numbers are damaged or not complete';
  for (const key of [{ ...make('ec'), x: 'AQAB' }, { kty: 'EC', crv: 'P-384', x: 1, y: 2 } as PublicKey]) {
    expect(checkKeys([key], [])).toEqual([{ path: ['keys', 0], problem }]);
  }
});

test('a key is registered once, and twenty at most', () => {
  const known = [{ path: ['keys', 0], problem: 'is registered already' }];
  expect(checkKeys([{ ...EXAMPLE, kid: 'new name' }], [EXAMPLE])).toEqual(known);
  expect(checkKeys([EXAMPLE, EXAMPLE], [])).toEqual([{ path: ['keys', 1], problem: 'is registered already' }]);
  const twenty = Array.from({ length: 20 }, () => EXAMPLE);
  expect(checkKeys([make('ec')], twenty)).toEqual([{ path: ['keys'], problem: 'a client has at most 20 keys' }]);
});
