import { createHmac, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { exportJWK, exportSPKI, SignJWT, UnsecuredJWT, type JWTPayload } from 'jose';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { purgeExpiredAccess } from '#lib/identity/purge-expired-access';
import { openHouse, type House } from '../support/open-house.ts';

const rsa = generateKeyPairSync('rsa', { modulusLength: 2048 });
const ec = generateKeyPairSync('ec', { namedCurve: 'P-384' });
const stranger = generateKeyPairSync('rsa', { modulusLength: 2048 });

let house: House;
let jti = 0;

beforeAll(async () => {
  const jwks = {
    keys: [
      { ...(await exportJWK(rsa.publicKey)), kid: 'rsa' },
      { ...(await exportJWK(ec.publicKey)), kid: 'ec' },
    ],
  };
  const strangers = { keys: [{ ...(await exportJWK(stranger.publicKey)), kid: 'rsa' }] };
  house = await openHouse({
    settings: `
organizations:
  - name: acme
    timeZone: UTC
    clients:
      - { clientId: acme-jwt, jwks: ${JSON.stringify(jwks)}, domains: [acme], scopes: [appointments:read, history:read] }
      - { clientId: acme-keyless, clientSecret: correct horse battery, domains: [acme], scopes: [history:read] }
      - { clientId: other-jwt, jwks: ${JSON.stringify(strangers)}, domains: [acme], scopes: [history:read] }
`,
  });
});
afterAll(() => house.close());
// Together they are more than one address may ask for in a minute.
beforeEach(() => house.db.execute(sql`delete from rate_counters`));

const tokenUrl = () => `${house.url}/oauth2/token`;
const seconds = () => Math.floor(Date.now() / 1000);

const claims = (changes: JWTPayload = {}): JWTPayload => ({
  iss: 'acme-jwt',
  sub: 'acme-jwt',
  aud: tokenUrl(),
  exp: seconds() + 120,
  jti: `id-${(jti += 1)}`,
  ...changes,
});

const sign = (payload: JWTPayload, header: object = { alg: 'RS256', kid: 'rsa' }, key: KeyObject = rsa.privateKey) =>
  new SignJWT(payload).setProtectedHeader(header as { alg: string }).sign(key);

function present(assertion: string, form: Record<string, string> = {}, path = '/oauth2/token') {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    ...form,
  });
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  return house.api('POST', path, { token: null, body: body.toString(), headers });
}

async function expectRefused(assertion: string, form: Record<string, string> = {}): Promise<void> {
  const answer = await present(assertion, form);
  expect([answer.status, answer.json.error]).toEqual([401, 'invalid_client']);
}

describe('a token is granted', () => {
  test('for an assertion signed with a registered RSA key', async () => {
    const answer = await present(await sign(claims()));
    expect([answer.status, answer.json.scope]).toEqual([200, 'appointments:read history:read']);
    const use = { token: answer.json.access_token };
    expect((await house.api('GET', '/integrations/v1/acme/reporting/appointments/pending', use)).status).toBe(200);
  });

  test('for an assertion signed with a registered P-384 key', async () => {
    const answer = await present(await sign(claims(), { alg: 'ES384', kid: 'ec' }, ec.privateKey));
    expect(answer.status).toBe(200);
  });

  test('for an audience that is ReportStream’s name of the address, and there', async () => {
    const assertion = await sign(claims({ aud: `${house.url}/api/token` }));
    expect((await present(assertion, {}, '/api/token')).status).toBe(200);
  });

  test('for narrower scopes that are asked for', async () => {
    const answer = await present(await sign(claims()), { scope: 'history:read' });
    expect([answer.status, answer.json.scope]).toEqual([200, 'history:read']);
  });

  test('when client_id is sent too and is the same client', async () => {
    expect((await present(await sign(claims()), { client_id: 'acme-jwt' })).status).toBe(200);
  });

  test('for a clock that is half a minute slow', async () => {
    expect((await present(await sign(claims({ exp: seconds() - 30 })))).status).toBe(200);
  });

  test('until it expires up to five minutes ahead', async () => {
    expect((await present(await sign(claims({ exp: seconds() + 299 })))).status).toBe(200);
  });
});

describe('an assertion is refused', () => {
  test.each<[string, () => JWTPayload]>([
    ['for another audience', () => ({ aud: 'https://elsewhere.test/oauth2/token' })],
    ['without an audience', () => ({ aud: undefined })],
    ['whose issuer is another client', () => ({ iss: 'other-jwt' })],
    ['whose subject is another client', () => ({ sub: 'acme-keyless' })],
    ['whose issuer is nobody', () => ({ iss: 'nobody', sub: 'nobody' })],
    ['whose issuer is no text', () => ({ iss: 7 as unknown as string })],
    ['whose issuer holds U+0000', () => ({ iss: 'acme\0jwt' })],
    ['that has expired', () => ({ exp: seconds() - 120 })],
    ['that expires more than five minutes ahead', () => ({ exp: seconds() + 330 })],
    ['that never expires', () => ({ exp: undefined })],
    ['that is not valid yet', () => ({ nbf: seconds() + 120 })],
    ['without a jti', () => ({ jti: undefined })],
    ['with an empty jti', () => ({ jti: '' })],
    ['with a jti of more than 256 characters', () => ({ jti: 'x'.repeat(257) })],
    ['with U+0000 in its jti', () => ({ jti: 'a\0b' })],
    ['whose jti is no text', () => ({ jti: 7 as unknown as string })],
  ])('%s', async (_, changes) => {
    await expectRefused(await sign(claims(changes())));
  });

  test('when its jti was used before', async () => {
    const assertion = await sign(claims());
    expect((await present(assertion)).status).toBe(200);
    await expectRefused(assertion);
  });

  test('when its jti was used before, also after a purge by a database whose clock is minutes ahead', async () => {
    const assertion = await sign(claims({ exp: seconds() - 30 }));
    expect((await present(assertion)).status).toBe(200);
    await house.db.execute(sql`update used_assertions set expires_at = expires_at - interval '10 minutes'`);
    await purgeExpiredAccess(house.db);
    await expectRefused(assertion);
  });

  test('once, of two that come at the same time', async () => {
    const assertion = await sign(claims());
    const answers = await Promise.all([present(assertion), present(assertion)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401]);
  });

  test('when it is not signed', async () => {
    await expectRefused(new UnsecuredJWT(claims()).encode());
  });

  test('when its signature was made with the public key as a shared secret', async () => {
    const encode = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url');
    const input = `${encode({ alg: 'HS256', kid: 'rsa' })}.${encode(claims())}`;
    const signature = createHmac('sha256', await exportSPKI(rsa.publicKey))
      .update(input)
      .digest('base64url');
    await expectRefused(`${input}.${signature}`);
  });

  test('for an algorithm other than RS256 and ES384', async () => {
    await expectRefused(await sign(claims(), { alg: 'PS256', kid: 'rsa' }));
    await expectRefused(await sign(claims(), { alg: 'RS512', kid: 'rsa' }));
  });

  test('for a key that is not registered', async () => {
    await expectRefused(await sign(claims(), { alg: 'RS256', kid: 'rsa' }, stranger.privateKey));
    await expectRefused(await sign(claims(), { alg: 'RS256', kid: 'unheard-of' }, stranger.privateKey));
  });

  test('for a key that it brings along', async () => {
    const jwk = await exportJWK(stranger.publicKey);
    await expectRefused(await sign(claims(), { alg: 'RS256', jwk }, stranger.privateKey));
    await expectRefused(await sign(claims(), { alg: 'RS256', jku: 'http://127.0.0.1:1/keys' }, stranger.privateKey));
  });

  test('for a client that has no key', async () => {
    await expectRefused(await sign(claims({ iss: 'acme-keyless', sub: 'acme-keyless' })));
  });

  test('when client_id names another client', async () => {
    await expectRefused(await sign(claims()), { client_id: 'other-jwt' });
  });

  test('when a byte of it was changed', async () => {
    const [header, payload, signature] = (await sign(claims())).split('.');
    const other = Buffer.from(JSON.stringify(claims({ jti: 'mine' }))).toString('base64url');
    await expectRefused(`${header}.${other}.${signature}`);
    await expectRefused(`${header}.${payload}.`);
    await expectRefused('not.a.jwt');
    await expectRefused('x');
  });
});

test('an assertion beside a secret is invalid_request', async () => {
  const answer = await present(await sign(claims()), { client_id: 'acme-jwt', client_secret: 'x' });
  expect([answer.status, answer.json.error]).toEqual([400, 'invalid_request']);
});

test('an assertion of another type is invalid_request', async () => {
  const answer = await present(await sign(claims()), {
    client_assertion_type: 'urn:ietf:params:oauth:grant-type:saml2',
  });
  expect([answer.status, answer.json.error]).toEqual([400, 'invalid_request']);
});

test('a refused assertion leaves its jti free', async () => {
  const id = 'still-free';
  await expectRefused(await sign(claims({ jti: id, aud: 'https://elsewhere.test' })));
  expect((await present(await sign(claims({ jti: id })))).status).toBe(200);
});
