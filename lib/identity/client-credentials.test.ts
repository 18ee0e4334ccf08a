import { describe, expect, test } from 'vitest';
import { clientCredentials } from '#lib/identity/client-credentials';

const GRANT = { grant_type: 'client_credentials' };
const ASSERTION = {
  client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
  client_assertion: 'a.b.c',
};
const basic = (pair: string) => `Basic ${Buffer.from(pair).toString('base64')}`;
const refusedAs = (error: string) => expect.objectContaining({ options: { extensions: { error } } });

describe('a client authenticates in one way', () => {
  test.each([
    ['id:secret', 'id', 'secret'],
    ['id:se:cr:et', 'id', 'se:cr:et'],
    ['id:', 'id', ''],
    ['id:a%3Ab+c%2Bd', 'id', 'a:b c+d'],
    ['id:%C3%A4%F0%9F%98%80', 'id', 'ä😀'],
    ['id:ä', 'id', 'ä'],
    ['id:line%0Abreak', 'id', 'line\nbreak'],
  ])('HTTP Basic of %s', (pair, clientId, clientSecret) => {
    expect(clientCredentials(GRANT, basic(pair))).toEqual({ kind: 'secret', clientId, clientSecret });
    expect(clientCredentials(GRANT, basic(pair).replace('Basic', 'basic'))).toMatchObject({ clientId });
  });

  test('the body', () => {
    const body = { ...GRANT, client_id: 'id', client_secret: 'a+b%20' };
    expect(clientCredentials(body, null)).toEqual({ kind: 'secret', clientId: 'id', clientSecret: 'a+b%20' });
  });

  test('an assertion', () => {
    expect(clientCredentials({ ...GRANT, ...ASSERTION }, null)).toEqual({ kind: 'assertion', assertion: 'a.b.c' });
  });
});

test.each([
  '',
  'Basic',
  'Basic ',
  'Basic !',
  'Bearer x',
  basic('id'),
  basic(':secret'),
  basic('id:%zz'),
  basic('a%00b:c'),
  basic('a:b%00c'),
])('what is not HTTP Basic is invalid_client: %s', (authorization) => {
  expect(() => clientCredentials(GRANT, authorization)).toThrow(refusedAs('invalid_client'));
});

test.each([
  ['nothing', {}, null, 'invalid_client'],
  ['an id alone', { client_id: 'id' }, null, 'invalid_client'],
  ['a secret alone', { client_secret: 's' }, null, 'invalid_request'],
  ['Basic and the body', { client_id: 'id', client_secret: 's' }, basic('id:s'), 'invalid_request'],
  ['Basic and an assertion', ASSERTION, basic('id:s'), 'invalid_request'],
  ['a secret and an assertion', { ...ASSERTION, client_id: 'id', client_secret: 's' }, null, 'invalid_request'],
  ['an assertion without its type', { client_assertion: 'a' }, null, 'invalid_request'],
  ['a type without an assertion', { client_assertion_type: ASSERTION.client_assertion_type }, null, 'invalid_request'],
  ['an assertion of another type', { ...ASSERTION, client_assertion_type: 'saml' }, null, 'invalid_request'],
])('%s is refused', (_, body, authorization, error) => {
  expect(() => clientCredentials({ ...GRANT, ...body }, authorization)).toThrow(refusedAs(error));
});
