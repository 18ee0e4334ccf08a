import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { signIn } from '#lib/identity/sign-in';
import type { UserObject } from '#lib/settings/user-contract';
import { openHouse, type House } from '../support/open-house.ts';

const USERS = '/api/settings/acme/users';

let house: House;
let admin: string;

beforeAll(async () => {
  house = await openHouse();
  admin = await house.cookieOf('admin@acme.test');
});
afterAll(() => house.close());

const list = async (): Promise<UserObject[]> => (await house.api('GET', USERS, { cookie: admin })).json;
const find = async (email: string): Promise<UserObject> => {
  const found = (await list()).find((user) => user.email === email);
  if (!found) throw new Error(`${email} is not in the list.`);
  return found;
};
const post = (path: string, body?: unknown) => house.api('POST', `${USERS}${path}`, { cookie: admin, body });
const put = (user: UserObject, body: object, cookie = admin) =>
  house.api('PUT', `${USERS}/${user.userId}`, { cookie, body, headers: { 'if-match': `"${user.version}"` } });
const canSignIn = async (email: string, password: string) =>
  (await signIn(house.context, { email, password, address: email, over: null })) !== null;

test('the list tells members and their roles, and nothing of a password or of another organization’s people', async () => {
  const answer = await house.api('GET', USERS, { cookie: admin });
  expect(answer.json.map(({ email, roles }: UserObject) => [email, roles])).toEqual([
    ['rad@acme.test', ['clinician']],
    ['admin@acme.test', ['admin']],
  ]);
  expect(answer.text).not.toContain('scrypt');
});

test('a new person’s temporary password is told once, kept as a hash, and signs in for seven days', async () => {
  const { status, json } = await post('', { email: 'new@acme.test', name: 'New Person', roles: ['clinician'] });
  expect(status).toBe(201);
  expect(json.temporaryPassword).toMatch(/^[a-z2-9]{4}(-[a-z2-9]{4}){3}$/);
  const { rows } = await house.db.execute(sql`select password_hash from users where email = 'new@acme.test'`);
  expect(String(rows[0]?.password_hash)).toMatch(/^\$scrypt\$/);
  expect(JSON.stringify(await list())).not.toContain(json.temporaryPassword);
  expect(await canSignIn('new@acme.test', json.temporaryPassword)).toBe(true);
  await house.db.execute(sql`update users set password_expires_at = now() where email = 'new@acme.test'`);
  expect(await canSignIn('new@acme.test', json.temporaryPassword)).toBe(false);
});

test('every problem of a new person is told at its field, all at once', async () => {
  const { status, json } = await post('', { email: 'nobody', name: ' ', roles: [] });
  expect(status).toBe(400);
  expect(json.errors).toEqual([
    { pointer: '/email', detail: 'must be an e-mail address' },
    { pointer: '/name', detail: 'must not be empty' },
    { pointer: '/roles', detail: 'choose at least one role' },
  ]);
});

test('somebody with an account elsewhere joins with that account; its password and name stay out of reach here', async () => {
  const { json } = await post('', { email: 'RAD@zenith.test', name: 'Other Name', roles: ['clinician'] });
  expect(json).toMatchObject({ temporaryPassword: null, user: { name: 'Dr Zoe Zell', mayManage: false } });
  const user: UserObject = json.user;
  expect((await post('', { email: 'rad@zenith.test', name: 'X', roles: ['admin'] })).json.errors).toEqual([
    { pointer: '/email', detail: 'is the address of somebody who is in this organization already' },
  ]);
  for (const action of ['disable', 'enable', 'password']) {
    expect((await post(`/${user.userId}/${action}`)).status).toBe(403);
  }
  const renamed = await put(user, { name: 'Somebody', roles: ['clinician'] });
  expect(renamed.json.errors).toMatchObject([{ pointer: '/name' }]);
  expect((await put(user, { name: user.name, roles: ['clinician', 'admin'] })).json.roles).toEqual([
    'admin',
    'clinician',
  ]);
  const left = await put(await find('rad@zenith.test'), { name: user.name, roles: [] });
  expect(left.status).toBe(200);
  expect((await list()).some(({ email }) => email === 'rad@zenith.test')).toBe(false);
  expect(await canSignIn('rad@zenith.test', 'Reading-room-1')).toBe(true);
});

test('a change made from a stale version is refused with the newer one, and changes nothing', async () => {
  const user = await find('rad@acme.test');
  expect((await put(user, { name: 'Dr Ada Lane', providerNumber: '2448501H', roles: ['clinician'] })).status).toBe(200);
  const stale = await put(user, { name: 'Dr Other', roles: ['clinician'] });
  const now = await find('rad@acme.test');
  expect([stale.status, stale.json.version]).toEqual([409, now.version]);
  expect(now.name).toBe('Dr Ada Lane');
});

test('a changed role counts with the next request', async () => {
  const cookie = await house.cookieOf('rad@acme.test');
  expect((await house.api('GET', USERS, { cookie })).status).toBe(403);
  const user = await find('rad@acme.test');
  await put(user, { name: user.name, roles: ['clinician', 'admin'] });
  expect((await house.api('GET', USERS, { cookie })).status).toBe(200);
  const promoted = await find('rad@acme.test');
  await put(promoted, { name: user.name, roles: ['clinician'] });
  expect((await house.api('GET', USERS, { cookie })).status).toBe(403);
});

test('a disabled person’s sessions end at once and no password signs in, until the account is enabled again', async () => {
  const cookie = await house.cookieOf('rad@acme.test');
  const user = await find('rad@acme.test');
  expect((await post(`/${user.userId}/disable`)).json).toMatchObject({ sessionCount: 0 });
  expect((await house.api('GET', '/api/profile', { cookie })).status).toBe(401);
  expect(await canSignIn('rad@acme.test', 'Reading-room-1')).toBe(false);
  expect((await post(`/${user.userId}/enable`)).json.disabledAt).toBe(null);
  expect((await house.api('GET', '/api/profile', { cookie })).status).toBe(401);
  expect(await canSignIn('rad@acme.test', 'Reading-room-1')).toBe(true);
});

test('a reset password replaces the old one and ends the person’s sessions', async () => {
  const cookie = await house.cookieOf('rad@acme.test');
  const user = await find('rad@acme.test');
  const { json } = await post(`/${user.userId}/password`);
  expect((await house.api('GET', '/api/profile', { cookie })).status).toBe(401);
  expect(await canSignIn('rad@acme.test', 'Reading-room-1')).toBe(false);
  expect(await canSignIn('rad@acme.test', json.temporaryPassword)).toBe(true);
});

test('the last administrator who can sign in stays one: no demotion, no disabling, not even by the platform’s', async () => {
  const root = await house.cookieOf('root@readout.test');
  const last = await find('admin@acme.test');
  for (const cookie of [admin, root]) {
    const demoted = await put(last, { name: last.name, roles: ['clinician'] }, cookie);
    expect([demoted.status, demoted.json.detail]).toEqual([
      409,
      'This is the last administrator of acme. Make somebody else an administrator there first.',
    ]);
  }
  expect((await house.api('POST', `${USERS}/${last.userId}/disable`, { cookie: root })).status).toBe(409);
  expect((await post(`/${last.userId}/disable`)).json.detail).toContain('your own account');
  const disabled = await find('new@acme.test');
  await put(disabled, { name: disabled.name, roles: ['admin'] });
  await post(`/${disabled.userId}/disable`);
  expect((await put(await find('admin@acme.test'), { name: last.name, roles: [] })).status).toBe(409);
});

test('two last administrators who are dismissed at once do not both go', async () => {
  const user = await find('rad@acme.test');
  await put(user, { name: user.name, roles: ['admin'] });
  const [a, b] = [await find('rad@acme.test'), await find('admin@acme.test')];
  const root = await house.cookieOf('root@readout.test');
  const answers = await Promise.all([
    put(a, { name: a.name, roles: ['clinician'] }, root),
    put(b, { name: b.name, roles: ['clinician'] }, root),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
});

test('each change is audited with who and what, and without a name, an address or a password', async () => {
  const { rows } = await house.db.execute<{ action: string; principal: string; detail: unknown }>(
    sql`select action, principal, detail from audit_events where entity = 'user' and correlation_id <> 'test' order by id`,
  );
  const actions = new Set(rows.map(({ action }) => action));
  for (const action of ['create', 'join', 'leave', 'update', 'disable', 'enable', 'reset_password']) {
    expect(actions).toContain(`user.${action}`);
  }
  expect(rows.every(({ principal }) => principal.startsWith('user:'))).toBe(true);
  expect(JSON.stringify(rows)).not.toMatch(/Ada|@|scrypt|New Person/);
});
