import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ClientObject } from '#lib/settings/client-contract';
import { openHouse, type House } from '../support/open-house.ts';

const CLIENTS = '/api/settings/acme/clients';

let house: House;
let admin: string;

beforeAll(async () => {
  house = await openHouse();
  admin = await house.cookieOf('admin@acme.test');
});
afterAll(() => house.close());

const find = async (clientId: string): Promise<ClientObject> => {
  const { json } = await house.api('GET', CLIENTS, { cookie: admin });
  const found = (json as ClientObject[]).find((client) => client.clientId === clientId);
  if (!found) throw new Error(`${clientId} is not in the list.`);
  return found;
};
const post = (path: string, body?: unknown) => house.api('POST', `${CLIENTS}${path}`, { cookie: admin, body });
const put = (client: ClientObject, body: object) =>
  house.api('PUT', `${CLIENTS}/${client.clientId}`, {
    cookie: admin,
    body,
    headers: { 'if-match': `"${client.version}"` },
  });
const tokenWith = (clientId: string, secret: string) =>
  house.api('POST', '/oauth2/token', {
    token: null,
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: secret,
    }).toString(),
  });
const worksWith = async (clientId: string, secret: string) => (await tokenWith(clientId, secret)).status === 200;

const NEW = { domains: ['acme'], scopes: ['reports:write', 'history:read'] };

async function create(clientId: string): Promise<string> {
  const { status, json } = await post('', { clientId, ...NEW });
  expect(status).toBe(201);
  return json.clientSecret;
}

test('a new client’s secret is told once, kept as a hash, and gets a token; its last use is then known', async () => {
  const secret = await create('acme-pacs');
  expect(secret).toMatch(/^rdc_[\w-]{43}$/);
  const { rows } = await house.db.execute(sql`select secret_hash from client_secrets where client_id = 'acme-pacs'`);
  expect(String(rows[0]?.secret_hash)).toMatch(/^\$scrypt\$/);
  expect((await find('acme-pacs')).lastTokenAt).toBe(null);
  const { json } = await tokenWith('acme-pacs', secret);
  expect((await house.api('GET', '/api/waters/org/acme/submissions', { token: json.access_token })).status).toBe(200);
  const listed = await house.api('GET', CLIENTS, { cookie: admin });
  expect(listed.text).not.toContain(secret);
  expect((await find('acme-pacs')).lastTokenAt).not.toBe(null);
});

test('every problem of a new client is told at its field, all at once', async () => {
  const wrong = await post('', { clientId: 'a b', domains: [], scopes: [], rateLimitPerMinute: 0 });
  expect(wrong.json.errors).toEqual([
    { pointer: '/clientId', detail: 'must be 2 to 128 of the characters A-Z, a-z, 0-9 and . _ ~ -' },
    { pointer: '/domains', detail: 'must have at least 1 entry' },
    { pointer: '/scopes', detail: 'choose at least one scope' },
    { pointer: '/rateLimitPerMinute', detail: 'must be at least 1' },
  ]);
  const broken = await post('', { clientId: 'zenith-ris', ...NEW, sender: 'nowhere' });
  expect(broken.json.errors).toEqual([
    { pointer: '/clientId', detail: 'is taken; ids are unique in the whole system' },
    { pointer: '/sender', detail: 'acme has no sender nowhere' },
  ]);
});

test('an administrator gives no client a domain that is not theirs; a foreign one reads like one that does not exist', async () => {
  for (const domain of ['zenith', 'nobody', '*']) {
    const { status, json } = await post('', { clientId: 'acme-greedy', ...NEW, domains: ['acme', domain] });
    expect([status, json.errors]).toEqual([
      400,
      [{ pointer: '/domains/1', detail: 'is not a domain that you administer' }],
    ]);
  }
  const { rows } = await house.db.execute(sql`select 1 from clients where client_id = 'acme-greedy'`);
  expect(rows).toEqual([]);
});

test('a client that also acts elsewhere is seen but not touched', async () => {
  await create('acme-both');
  await house.db.execute(sql`update clients set domains = '{acme,zenith}' where client_id = 'acme-both'`);
  const client = await find('acme-both');
  expect(client.mayManage).toBe(false);
  expect((await post('/acme-both/rotate')).status).toBe(403);
  expect((await post('/acme-both/revoke')).status).toBe(403);
  expect((await put(client, NEW)).status).toBe(403);
  expect((await house.api('POST', '/api/settings/acme/clients/zenith-ris/revoke', { cookie: admin })).status).toBe(404);
});

test('while a secret is rotated both work, until the old one is revoked; a token got with either ends then', async () => {
  const old = await create('acme-rotate');
  const { json } = await post('/acme-rotate/rotate', { overlapHours: 24 });
  const [now, before] = json.client.secrets;
  expect([now.expiresAt, json.client.secrets.length]).toEqual([null, 2]);
  expect(Date.parse(before.expiresAt) - Date.now()).toBeGreaterThan(23 * 3600_000);
  expect([await worksWith('acme-rotate', old), await worksWith('acme-rotate', json.clientSecret)]).toEqual([
    true,
    true,
  ]);
  const token = (await tokenWith('acme-rotate', old)).json.access_token;
  const revoked = await post(`/acme-rotate/secrets/${before.secretId}/revoke`);
  expect(revoked.json.secrets).toMatchObject([{ secretId: now.secretId }]);
  expect([await worksWith('acme-rotate', old), await worksWith('acme-rotate', json.clientSecret)]).toEqual([
    false,
    true,
  ]);
  expect((await house.api('GET', '/api/waters/org/acme/submissions', { token })).status).toBe(401);
  expect((await post(`/acme-rotate/secrets/${now.secretId}/revoke`)).status).toBe(409);
  expect((await post(`/acme-rotate/secrets/${before.secretId}/revoke`)).status).toBe(404);
});

test('the overlap of a rotation ends by itself, and rotating twice leaves two secrets', async () => {
  const first = await create('acme-twice');
  const second = (await post('/acme-twice/rotate', { overlapHours: 1 })).json.clientSecret;
  const { json } = await post('/acme-twice/rotate', { overlapHours: 1 });
  expect(json.client.secrets).toHaveLength(2);
  expect([await worksWith('acme-twice', first), await worksWith('acme-twice', second)]).toEqual([false, true]);
  await house.db.execute(sql`update client_secrets set expires_at = expires_at - interval '1 hour'
    where client_id = 'acme-twice' and expires_at is not null`);
  expect([await worksWith('acme-twice', second), await worksWith('acme-twice', json.clientSecret)]).toEqual([
    false,
    true,
  ]);
});

test('rotating without an overlap ends the old secret and its tokens at once', async () => {
  const old = await create('acme-leaked');
  const token = (await tokenWith('acme-leaked', old)).json.access_token;
  const { json } = await post('/acme-leaked/rotate', { overlapHours: 0 });
  expect(await worksWith('acme-leaked', old)).toBe(false);
  expect((await house.api('GET', '/api/waters/org/acme/submissions', { token })).status).toBe(401);
  expect(await worksWith('acme-leaked', json.clientSecret)).toBe(true);
});

test('what a client may do changes at once for its tokens; a stale change is refused', async () => {
  const token = (await tokenWith('acme-narrow', await create('acme-narrow'))).json.access_token;
  const client = await find('acme-narrow');
  expect((await put(client, { domains: ['acme'], scopes: ['appointments:read'] })).status).toBe(200);
  expect((await house.api('GET', '/api/waters/org/acme/submissions', { token })).status).toBe(401);
  const stale = await put(client, NEW);
  expect([stale.status, stale.json.version]).toEqual([409, (await find('acme-narrow')).version]);
});

test('a revoked client is out at once and for good', async () => {
  const secret = await create('acme-gone');
  const token = (await tokenWith('acme-gone', secret)).json.access_token;
  expect((await post('/acme-gone/revoke')).json.secrets).toEqual([]);
  expect(await worksWith('acme-gone', secret)).toBe(false);
  expect((await house.api('GET', '/api/waters/org/acme/submissions', { token })).status).toBe(401);
  expect((await post('/acme-gone/rotate')).status).toBe(409);
  expect((await post('', { clientId: 'acme-gone', ...NEW })).json.errors).toMatchObject([{ pointer: '/clientId' }]);
});

test('changes of clients are audited without a secret', async () => {
  const { rows } = await house.db.execute<{ action: string }>(
    sql`select action, principal, detail from audit_events where entity = 'client' and principal like 'user:%'`,
  );
  const actions = new Set(rows.map(({ action }) => action));
  for (const action of ['create', 'update', 'rotate', 'revoke_secret', 'revoke']) {
    expect(actions).toContain(`client.${action}`);
  }
  expect(JSON.stringify(rows)).not.toMatch(/rdc_|scrypt/);
});
