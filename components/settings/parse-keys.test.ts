import { expect, test } from 'vitest';
import { parseKeys } from '#components/settings/parse-keys';

const KEY = { kty: 'RSA', n: 'AQAB', e: 'AQAB' };

test('a key and a set of keys are read alike', () => {
  expect(parseKeys(` ${JSON.stringify(KEY)}\n`)).toEqual({ keys: [KEY], problem: null });
  expect(parseKeys(JSON.stringify({ keys: [KEY, KEY] }))).toEqual({ keys: [KEY, KEY], problem: null });
});

test.each([
  JSON.stringify({ ...KEY, d: 'AQAB' }),
  JSON.stringify({ keys: [KEY, { kty: 'EC', crv: 'P-384', x: 'AQAB', y: 'AQAB', d: 'AQAB' }] }),
  JSON.stringify({ kty: 'oct', k: 'AQAB' }),
  '-----BEGIN RSA PRIVATE KEY-----\nMIIE',
])('a private key is refused here, before anything is sent: %s', (pasted) => {
  expect(parseKeys(pasted).problem).toMatch(/^is a private key\. It was not sent/);
});

test.each([
  ['', 'is needed'],
  ['-----BEGIN PUBLIC KEY-----\nMIIB', 'is a PEM file; ask for the same key as a JWK, or convert it'],
  ['{', 'must be one JSON object: a key, or a set of keys'],
  ['[]', 'must be one JSON object: a key, or a set of keys'],
  ['{"keys":{}}', 'must be a set with a list of keys'],
  ['{"keys":[]}', 'is a set without a key'],
])('what is no key says what it is: %s', (pasted, problem) => {
  expect(parseKeys(pasted)).toEqual({ keys: null, problem });
});
