import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openHouse, type House } from '../support/open-house.ts';

let house: House;
beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.close());

const LIST = '/api/waters/org/acme/submissions';

const statusOf = async (cookie: string): Promise<number> => (await house.api('GET', LIST, { cookie })).status;

/** Moves a time of the newest session into the past, as if that much had gone by. */
const letPass = (column: 'last_active_at' | 'expires_at', interval: string) =>
  house.db.execute(sql`update sessions set ${sql.identifier(column)} = ${sql.identifier(column)} - ${interval}::interval
    where created_at = (select max(created_at) from sessions)`);

test('signing out ends the session at once and removes its cookie; another browser’s goes on', async () => {
  const [cookie, other] = [await house.cookieOf('rad@acme.test'), await house.cookieOf('rad@acme.test')];
  expect(await statusOf(cookie)).toBe(200);
  const answer = await house.api('POST', '/api/session/end', { cookie });
  expect(answer.status).toBe(204);
  expect(answer.headers.get('set-cookie')).toBe('readout-session=; Path=/; Max-Age=0; HttpOnly; SameSite=Lax');
  expect([await statusOf(cookie), await statusOf(other)]).toEqual([401, 200]);
});

test('signing out is audited once, with the session’s id', async () => {
  const cookie = await house.cookieOf('rad@acme.test');
  await house.api('POST', '/api/session/end', { cookie });
  await house.api('POST', '/api/session/end', { cookie });
  const { rows } = await house.db.execute(sql`select action from audit_events
    where entity = 'session' and entity_id = (select id::text from sessions order by created_at desc limit 1)`);
  expect(rows).toEqual([{ action: 'session.end' }]);
});

test('a disabled user’s session ends with the next request', async () => {
  const cookie = await house.cookieOf('admin@acme.test');
  expect(await statusOf(cookie)).toBe(200);
  await house.db.execute(sql`update users set disabled_at = now() where email = 'admin@acme.test'`);
  expect(await statusOf(cookie)).toBe(401);
  await house.db.execute(sql`update users set disabled_at = null where email = 'admin@acme.test'`);
});

test('polling keeps no session alive: only activity starts the idle limit anew', async () => {
  const polled = await house.cookieOf('rad@acme.test');
  await letPass('last_active_at', '20 minutes');
  expect(await statusOf(polled)).toBe(200);
  await letPass('last_active_at', '11 minutes');
  expect(await statusOf(polled)).toBe(401);

  const used = await house.cookieOf('rad@acme.test');
  await letPass('last_active_at', '20 minutes');
  expect((await house.api('POST', '/api/session/activity', { cookie: used })).status).toBe(204);
  await letPass('last_active_at', '11 minutes');
  expect(await statusOf(used)).toBe(200);
});

test('activity revives no session that is over', async () => {
  const idle = await house.cookieOf('rad@acme.test');
  await letPass('last_active_at', '31 minutes');
  expect((await house.api('POST', '/api/session/activity', { cookie: idle })).status).toBe(401);
  expect(await statusOf(idle)).toBe(401);
});

test('activity does not move the longest time of a session', async () => {
  const cookie = await house.cookieOf('rad@acme.test');
  await letPass('expires_at', '12 hours');
  expect((await house.api('POST', '/api/session/activity', { cookie })).status).toBe(401);
  expect(await statusOf(cookie)).toBe(401);
});

test.each(['/api/session/activity', '/api/session/end'])('%s is for people on our own pages', async (path) => {
  const cookie = await house.cookieOf('rad@acme.test');
  const foreign = { 'sec-fetch-site': 'cross-site' };
  expect((await house.api('POST', path, { cookie, headers: foreign })).status).toBe(403);
  expect((await house.api('POST', path)).status).toBe(403);
  expect((await house.api('POST', path, { token: null })).status).toBe(401);
  expect(await statusOf(cookie)).toBe(200);
});

test('a cookie that was changed or made with another secret is nobody’s', async () => {
  const cookie = await house.cookieOf('rad@acme.test');
  expect(await statusOf(`${cookie.slice(0, -4)}AAAA`)).toBe(401);
  expect(await statusOf('readout-session=a.b.c.d.e')).toBe(401);
});

test('on https only the cookie that is bound to the host counts, on http only the plain one', async () => {
  const plain = await house.cookieOf('rad@acme.test');
  const bound = `__Host-${plain}`;
  const status = async (cookie: string, proto?: string) =>
    (await house.api('GET', LIST, { cookie, headers: proto ? { 'x-forwarded-proto': proto } : {} })).status;
  expect([await status(plain), await status(bound)]).toEqual([200, 401]);
  expect([await status(plain, 'https'), await status(bound, 'https')]).toEqual([401, 200]);
});
