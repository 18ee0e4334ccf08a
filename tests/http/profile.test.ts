import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SessionObject } from '#lib/identity/profile-contract';
import { signIn } from '#lib/identity/sign-in';
import { openHouse, type House } from '../support/open-house.ts';

const OLD = 'Reading-room-1';
const NEW = 'a sentence that nobody guesses';

let house: House;
let cookie: string;

beforeAll(async () => {
  house = await openHouse();
  cookie = await house.cookieOf('rad@acme.test');
});
afterAll(() => house.close());

const get = (as = cookie) => house.api('GET', '/api/profile', { cookie: as });
const put = (body: object) => house.api('PUT', '/api/profile', { cookie, body });
const change = (body: object) => house.api('POST', '/api/profile/password', { cookie, body });
const canSignIn = async (email: string, password: string) =>
  (await signIn(house.context, { email, password, address: email, over: null })) !== null;

test('a client has no profile', async () => {
  expect((await house.api('GET', '/api/profile')).status).toBe(403);
});

test('a person sees who they are and where they are signed in, and ends one session without the others', async () => {
  const other = await house.cookieOf('rad@acme.test');
  const { json } = await get();
  expect(json).toMatchObject({ name: 'Dr Ada Reid', organizations: [{ name: 'acme', roles: ['clinician'] }] });
  const elsewhere = json.sessions.find(({ isCurrent }: SessionObject) => !isCurrent);
  expect(json.sessions).toHaveLength(2);
  const ended = await house.api('POST', `/api/profile/sessions/${elsewhere.sessionId}/end`, { cookie });
  expect(ended.json.sessions).toMatchObject([{ isCurrent: true }]);
  expect([(await get(other)).status, (await get()).status]).toEqual([401, 200]);
});

test('another person’s session is found as little as one that does not exist, and goes on', async () => {
  const theirs = await house.cookieOf('admin@acme.test');
  const [session] = (await get(theirs)).json.sessions;
  for (const id of [session.sessionId, '01900000-0000-7000-8000-000000000000']) {
    const answer = await house.api('POST', `/api/profile/sessions/${id}/end`, { cookie });
    expect([answer.status, answer.json.detail]).toEqual([404, 'You have no such session.']);
  }
  expect((await get(theirs)).status).toBe(200);
});

test('the e-mail address changes with the password only, and never to another account’s', async () => {
  expect((await put({ name: 'Dr Ada Lane', email: 'rad@acme.test' })).json.name).toBe('Dr Ada Lane');
  const without = await put({ name: 'Dr Ada Lane', email: 'ada@acme.test' });
  expect(without.json.errors).toMatchObject([{ pointer: '/currentPassword' }]);
  const wrong = await put({ name: 'Dr Ada Lane', email: 'ada@acme.test', currentPassword: 'wrong' });
  expect(wrong.json.errors).toEqual([{ pointer: '/currentPassword', detail: 'is not your password' }]);
  const taken = await put({ name: 'Dr Ada Lane', email: 'Admin@acme.test', currentPassword: OLD });
  expect(taken.json.errors).toMatchObject([{ pointer: '/email' }]);
  expect((await put({ name: 'Dr Ada Lane', email: 'ada@acme.test', currentPassword: OLD })).status).toBe(200);
  expect([await canSignIn('ada@acme.test', OLD), await canSignIn('rad@acme.test', OLD)]).toEqual([true, false]);
});

test('a changed password ends every other session and makes a temporary one permanent', async () => {
  await house.db.execute(
    sql`update users set password_expires_at = now() + interval '1 day' where email = 'ada@acme.test'`,
  );
  const other = await house.cookieOf('ada@acme.test');
  const short = await change({ currentPassword: OLD, newPassword: 'short' });
  expect(short.json.errors).toEqual([{ pointer: '/newPassword', detail: 'must have at least 12 characters' }]);
  expect((await change({ currentPassword: 'wrong', newPassword: NEW })).json.errors).toMatchObject([
    { pointer: '/currentPassword' },
  ]);
  expect((await get(other)).status).toBe(200);
  const { json } = await change({ currentPassword: OLD, newPassword: NEW });
  expect(json).toMatchObject({ temporaryPasswordUntil: null, sessions: [{ isCurrent: true }] });
  expect((await get(other)).status).toBe(401);
  expect([await canSignIn('ada@acme.test', OLD), await canSignIn('ada@acme.test', NEW)]).toEqual([false, true]);
});

// Two minutes may share them: one has more than ten.
test('guessing the current password is told to wait after ten tries in a minute', async () => {
  const statuses = new Set<number>();
  for (let tries = 0; tries < 21; tries += 1) {
    statuses.add((await change({ currentPassword: `guess ${tries}`, newPassword: NEW })).status);
  }
  expect(statuses).toContain(429);
});

test('changes are audited without a name, an address or a password', async () => {
  const { rows } = await house.db.execute(
    sql`select action, detail from audit_events where entity = 'user' and correlation_id <> 'test' order by id`,
  );
  expect(rows.map(({ action, detail }) => [action, detail])).toEqual([
    ['user.update', { changed: 'name' }],
    ['user.update', { changed: 'email' }],
    ['user.change_password', { sessionsEnded: expect.any(Number) }],
  ]);
});
