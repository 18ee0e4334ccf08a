import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { OPERATIONS } from '#lib/http/operations';
import { signIn } from '#lib/identity/sign-in';
import { signInSubject } from '#lib/identity/sign-in-subject';
import { openHouse, type House } from '../support/open-house.ts';
import { reportPath } from './partner.ts';

const OPEN = ['getProfile', 'changePassword', 'endSession'];
const NEW = 'a sentence that nobody guesses';

let house: House;
let admin: string;

beforeAll(async () => {
  house = await openHouse();
  admin = await house.cookieOf('admin@acme.test');
});
afterAll(() => house.close());

/** Somebody whose password an administrator has just reset, signed in with it. */
async function resetAndSignIn(email: string) {
  const { rows } = await house.db.execute<{ id: string }>(sql`select id from users where email = ${email}`);
  const path = `/api/settings/acme/users/${rows[0]?.id}/password`;
  const { json } = await house.api('POST', path, { cookie: admin });
  expect(await signIn(house.context, { email, password: json.temporaryPassword, address: email, over: null })).not.toBe(
    null,
  );
  return { cookie: await house.cookieOf(email), temporaryPassword: String(json.temporaryPassword) };
}

/** A path of the operation that would be right, were it not for the password. */
const pathOf = (template: string) =>
  template
    .replace('{domain}', 'acme')
    .replace('{org}', 'acme')
    .replaceAll(/\{\w+\}/g, 'x');

test('with a temporary password every door is shut but reading the profile, changing the password and signing out', async () => {
  const { cookie } = await resetAndSignIn('rad@acme.test');
  const shut = OPERATIONS.filter(({ caller, id }) => caller === 'required' && !OPEN.includes(id));
  expect(shut.length).toBeGreaterThan(40);
  for (const { id, method, path, errorStyle } of shut) {
    const { status, json } = await house.api(method, pathOf(path), { cookie, body: method === 'GET' ? undefined : {} });
    const told = errorStyle === 'reportstream' ? json.error : json.detail;
    expect([id, status, told]).toEqual(
      errorStyle === 'reportstream'
        ? [id, 401, 'Unauthorized']
        : [id, 403, 'Your password is a temporary one. Choose your own first; until then nothing else is open.'],
    );
  }
  expect((await house.api('GET', '/api/profile', { cookie })).json).toMatchObject({
    email: 'rad@acme.test',
    temporaryPasswordUntil: expect.any(String),
    mustChangePassword: true,
  });
  expect((await house.api('POST', '/api/session/end', { cookie })).status).toBe(204);
});

test('an own password opens everything at once, in the same session', async () => {
  const { cookie, temporaryPassword } = await resetAndSignIn('rad@acme.test');
  const change = (currentPassword: string, newPassword: string) =>
    house.api('POST', '/api/profile/password', { cookie, body: { currentPassword, newPassword } });
  expect((await change(temporaryPassword, temporaryPassword)).json.errors).toMatchObject([{ pointer: '/newPassword' }]);
  expect((await house.api('GET', '/api/my-submissions', { cookie })).status).toBe(403);
  expect((await change(temporaryPassword, NEW)).json).toMatchObject({ mustChangePassword: false });
  expect((await house.api('GET', '/api/my-submissions', { cookie })).status).toBe(200);
  const again = await signIn(house.context, { email: 'rad@acme.test', password: NEW, address: 'again', over: null });
  expect(again).not.toBe(null);
});

test('a new person, and an administrator of everything, are held to it like anybody', async () => {
  const body = { email: 'new@acme.test', name: 'New Person', roles: ['admin'] };
  await house.api('POST', '/api/settings/acme/users', { cookie: admin, body });
  const cookie = await house.cookieOf('new@acme.test');
  expect((await house.api('GET', '/api/settings/acme/users', { cookie })).status).toBe(403);
  const root = await house.cookieOf('root@readout.test');
  await house.db.execute(sql`update users set password_expires_at = now() + interval '7 days'
    where email = 'root@readout.test'`);
  expect((await house.api('GET', '/api/settings/acme/users', { cookie: root })).status).toBe(403);
});

test('who was recognised by the single sign-on provider has not used the password, and is let in', async () => {
  const subject = { issuer: 'https://provider.test', subject: 'new', email: 'new@acme.test', emailVerified: true };
  const outcome = await signInSubject(house.context, subject, { address: 'provider', over: null });
  expect(outcome.kind).toBe('signed-in');
  const cookie = await house.cookieOf('new@acme.test');
  await house.db.execute(sql`update sessions set opened_by = 'provider'
    where id = (select id from sessions order by created_at desc limit 1)`);
  expect((await house.api('GET', '/api/settings/acme/users', { cookie })).status).toBe(200);
  const { rows } = await house.db.execute(sql`select opened_by from sessions s join users u on u.id = s.user_id
    where u.email = 'new@acme.test' and s.id = ${outcome.kind === 'signed-in' ? outcome.claims.sessionId : null}::uuid`);
  expect(rows).toEqual([{ opened_by: 'provider' }]);
});

test('clients know nothing of it', async () => {
  expect((await house.api('GET', reportPath('none'))).status).toBe(404);
  expect((await house.api('GET', '/api/waters/org/acme/submissions')).status).toBe(200);
});
