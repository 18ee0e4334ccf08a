import { generateKeyPairSync, type KeyObject } from 'node:crypto';
import { SignJWT } from 'jose';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { ClientObject } from '#lib/settings/client-contract';
import { openHouse, type House } from '../support/open-house.ts';

const CLIENTS = '/api/settings/acme/clients';
const NEW = { domains: ['acme'], scopes: ['history:read'] };

let house: House;
let admin: string;
let jti = 0;

beforeAll(async () => {
  house = await openHouse();
  admin = await house.cookieOf('admin@acme.test');
});
afterAll(() => house.close());
// Together they are more than one address may ask for in a minute.
beforeEach(() => house.db.execute(sql`delete from rate_counters`));

interface Pair {
  jwk: object;
  privateKey: KeyObject;
  alg: 'RS256' | 'ES384';
}

function pair(type: 'rsa' | 'ec', members: object = {}): Pair {
  const { publicKey, privateKey } =
    type === 'rsa'
      ? generateKeyPairSync('rsa', { modulusLength: 2048 })
      : generateKeyPairSync('ec', { namedCurve: 'P-384' });
  const jwk = { ...publicKey.export({ format: 'jwk' }), ...members };
  return { jwk, privateKey, alg: type === 'rsa' ? 'RS256' : 'ES384' };
}

const post = (path: string, body?: unknown) => house.api('POST', `${CLIENTS}${path}`, { cookie: admin, body });
const add = (clientId: string, ...keys: object[]) => post(`/${clientId}/keys`, { keys });
const remove = (clientId: string, thumbprint: string) => post(`/${clientId}/keys/${thumbprint}/revoke`);

async function tokenWith(clientId: string, { privateKey, alg }: Pair, kid?: string) {
  const claims = { iss: clientId, sub: clientId, aud: `${house.url}/oauth2/token`, jti: `jti-${(jti += 1)}` };
  const assertion = await new SignJWT({ ...claims, exp: Math.floor(Date.now() / 1000) + 120 })
    .setProtectedHeader(kid === undefined ? { alg } : { alg, kid })
    .sign(privateKey);
  return house.api('POST', '/oauth2/token', {
    token: null,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
      client_assertion: assertion,
    }).toString(),
  });
}
const worksWith = async (clientId: string, key: Pair, kid?: string) =>
  (await tokenWith(clientId, key, kid)).status === 200;

test('a client created with a key has no secret, and gets a token for what that key signed', async () => {
  const key = pair('ec', { kid: '2026-11' });
  const { status, json } = await post('', { clientId: 'acme-signer', ...NEW, jwks: { keys: [key.jwk] } });
  expect([status, json]).toMatchObject([
    201,
    { clientSecret: null, client: { secrets: [], publicKeys: [{ kid: '2026-11', alg: 'ES384', bits: null }] } },
  ]);
  const token = (await tokenWith('acme-signer', key, '2026-11')).json.access_token;
  expect((await house.api('GET', '/api/waters/org/acme/submissions', { token })).status).toBe(200);
  expect(await worksWith('acme-signer', pair('ec'), '2026-11')).toBe(false);
});

test('while one key replaces another both work, also where assertions name no key; a removed one ends with its tokens', async () => {
  const [old, next] = [pair('rsa'), pair('rsa')];
  await post('', { clientId: 'acme-rolling', ...NEW, jwks: { keys: [old.jwk] } });
  const { json } = await add('acme-rolling', next.jwk);
  const [first, second]: ClientObject['publicKeys'] = json.publicKeys;
  expect([first, second]).toMatchObject([
    { kid: null, alg: 'RS256', bits: 2048 },
    { alg: 'RS256', bits: 2048 },
  ]);
  expect([await worksWith('acme-rolling', old), await worksWith('acme-rolling', next)]).toEqual([true, true]);
  expect(await worksWith('acme-rolling', pair('rsa'))).toBe(false);
  const token = (await tokenWith('acme-rolling', old)).json.access_token;
  const removed = await remove('acme-rolling', first?.thumbprint ?? '');
  expect(removed.json.publicKeys).toEqual([second]);
  expect([await worksWith('acme-rolling', old), await worksWith('acme-rolling', next)]).toEqual([false, true]);
  expect((await house.api('GET', '/api/waters/org/acme/submissions', { token })).status).toBe(401);
  expect((await remove('acme-rolling', first?.thumbprint ?? '')).status).toBe(404);
});

test('the last way in stays, be it a key or a secret', async () => {
  const key = pair('rsa');
  const { json } = await post('', { clientId: 'acme-last', ...NEW, jwks: { keys: [key.jwk] } });
  const [{ thumbprint }] = json.client.publicKeys;
  const refused = await remove('acme-last', thumbprint);
  expect([refused.status, refused.json.detail]).toEqual([
    409,
    'This key is the client’s only way in. Add another, give it a secret, or revoke it.',
  ]);
  const [secret] = (await post('/acme-last/rotate')).json.client.secrets;
  expect((await post(`/acme-last/secrets/${secret.secretId}/revoke`)).json).toMatchObject({ secrets: [] });
  await post('/acme-last/rotate');
  expect((await remove('acme-last', thumbprint)).json).toMatchObject({ publicKeys: [], secrets: [{}] });
});

test('a private key, one that verifies nothing, and one that is there already are refused at their place', async () => {
  const key = pair('rsa');
  const secret = key.privateKey.export({ format: 'jwk' });
  await post('', { clientId: 'acme-wrong', ...NEW, jwks: { keys: [key.jwk] } });
  const { status, json } = await add('acme-wrong', pair('ec').jwk, secret);
  expect([status, json.errors]).toEqual([
    400,
    [{ pointer: '/keys/1', detail: 'must be a public key; this one is private' }],
  ]);
  expect((await add('acme-wrong', pair('ec').jwk, { ...pair('rsa').jwk, use: 'enc' }, key.jwk)).json.errors).toEqual([
    { pointer: '/keys/1/use', detail: 'must be sig: this key is not for signatures' },
    { pointer: '/keys/2', detail: 'is registered already' },
  ]);
  expect((await add('acme-wrong')).json.errors).toEqual([{ pointer: '/keys', detail: 'give at least one key' }]);
  const created = await post('', { clientId: 'acme-wrong', ...NEW, jwks: { keys: [{ ...key.jwk, alg: 'PS256' }] } });
  expect(created.json.errors).toEqual([
    { pointer: '/clientId', detail: 'is taken; ids are unique in the whole system' },
    { pointer: '/jwks/keys/0/alg', detail: 'must be RS256 for this key' },
  ]);
  const listed: ClientObject[] = (await house.api('GET', CLIENTS, { cookie: admin })).json;
  expect(listed.find(({ clientId }) => clientId === 'acme-wrong')?.publicKeys).toHaveLength(1);
});

test('two administrators who add keys at once add both', async () => {
  await post('', { clientId: 'acme-both-keys', ...NEW });
  await Promise.all([add('acme-both-keys', pair('ec').jwk), add('acme-both-keys', pair('ec').jwk)]);
  const listed: ClientObject[] = (await house.api('GET', CLIENTS, { cookie: admin })).json;
  expect(listed.find(({ clientId }) => clientId === 'acme-both-keys')?.publicKeys).toHaveLength(2);
});

test('the keys of a client that also acts elsewhere, and of a revoked one, are not touched', async () => {
  await post('', { clientId: 'acme-far', ...NEW });
  await house.db.execute(sql`update clients set domains = '{acme,zenith}' where client_id = 'acme-far'`);
  expect((await add('acme-far', pair('ec').jwk)).status).toBe(403);
  await post('', { clientId: 'acme-over', ...NEW });
  await post('/acme-over/revoke');
  expect((await add('acme-over', pair('ec').jwk)).status).toBe(409);
});

test('changes of keys are audited by thumbprint', async () => {
  const { rows } = await house.db.execute<{ action: string; detail: { thumbprints?: string; thumbprint?: string } }>(
    sql`select action, detail from audit_events where entity_id = 'acme-rolling' and action <> 'token.issue' order by id`,
  );
  expect(rows.map(({ action }) => action)).toEqual(['client.create', 'client.add_keys', 'client.revoke_key']);
  expect(rows[0]?.detail.thumbprints).toBe(rows[2]?.detail.thumbprint);
});
