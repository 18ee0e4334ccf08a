import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifySecret } from '#lib/identity/verify-secret';
import { openHouse, organizationFile, type SettingsHouse } from './settings-house.ts';

let house: SettingsHouse;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.drop());

const rolesFile = (roles: string) =>
  organizationFile('roles', `    users: [{ email: Ada@roles.test, name: Ada, roles: ${roles} }]\n`);

test('roles change where the file names the organization, and stay where it does not', async () => {
  const roles = async () =>
    (
      await house.rows(`select m.organization || ' ' || role as role from memberships m join users u on u.id = user_id
      where email ilike 'ada@roles.test' order by 1`)
    ).map(({ role }) => role);
  await house.apply(organizationFile('elsewhere'));
  await house.apply(rolesFile('{ roles: [clinician, admin], elsewhere: admin }'));
  expect(await roles()).toEqual(['elsewhere admin', 'roles admin', 'roles clinician']);
  await house.apply(rolesFile('{ roles: clinician }'));
  expect(await roles()).toEqual(['elsewhere admin', 'roles clinician']);
});

const personFile = (email: string, name: string, more: string) =>
  organizationFile('people', `    users: [{ email: ${email}, name: ${name}, ${more} }]\n`);

test('a user is found by e-mail address in either case, and keeps password, rank and being disabled', async () => {
  await house.apply(personFile('Bea@people.test', 'Bea', 'password: first, roles: { "*": admin }'));
  await house.rows(`update users set disabled_at = now() where email = 'Bea@people.test'`);
  const [before] = await house.rows(
    `select id, password_hash, platform_admin, disabled_at from users where email = 'Bea@people.test'`,
  );
  await house.apply(personFile('bea@people.test', 'Beatrix', 'password: first, roles: { people: admin }'));
  const rows = await house.rows(
    `select id, password_hash, platform_admin, disabled_at, name from users where lower(email) = 'bea@people.test'`,
  );
  expect(rows).toEqual([{ ...before, name: 'Beatrix' }]);
  await house.apply(personFile('bea@people.test', 'Beatrix', 'password: second, roles: { people: admin }'));
  const [after] = await house.rows(`select password_hash from users where email = 'Bea@people.test'`);
  expect(await verifySecret('second', String(after?.password_hash))).toBe(true);
});

const clientFile = (secret: string, rate: number) =>
  organizationFile(
    'rotating',
    `    clients: [{ clientId: rotating, clientSecret: ${secret}, scopes: [history:read], rateLimitPerMinute: ${rate} }]\n`,
  );

test('a new client secret replaces the one of the file; those of the portal and a revocation stay', async () => {
  const hashes = async () =>
    (
      await house.rows(`select origin, secret_hash from client_secrets where client_id = 'rotating' order by origin`)
    ).map(({ secret_hash }) => String(secret_hash));
  await house.apply(clientFile('first', 1));
  await house.rows(
    `insert into client_secrets (id, client_id, secret_hash, origin) values (gen_random_uuid(), 'rotating', 'made in the portal', 'portal')`,
  );
  await house.rows(`update clients set revoked_at = now() where client_id = 'rotating'`);
  const before = await hashes();
  await house.apply(clientFile('first', 2));
  expect(await hashes()).toEqual(before);
  await house.apply(clientFile('second', 2));
  const [portal, settings, ...others] = await hashes();
  expect([portal, others]).toEqual(['made in the portal', []]);
  expect(await verifySecret('second', String(settings))).toBe(true);
  expect(
    await house.rows(
      `select rate_limit_per_minute as rate, revoked_at is null as open from clients where client_id = 'rotating'`,
    ),
  ).toEqual([{ rate: 2, open: false }]);
});

const leakedFile = (rate: number) =>
  organizationFile(
    'leaked',
    `    clients: [{ clientId: leaked, clientSecret: known, scopes: [history:read], rateLimitPerMinute: ${rate} }]\n`,
  );

test('a secret taken out of the portal does not come back because another line of the file changed', async () => {
  await house.apply(leakedFile(1));
  await house.rows(`delete from client_secrets where client_id = 'leaked'`);
  await house.apply(leakedFile(2));
  expect(await house.rows(`select 1 from client_secrets where client_id = 'leaked'`)).toEqual([]);
});

const signedInFile = (password: string, name = 'Cat') =>
  organizationFile(
    'signed-in',
    `    users: [{ email: cat@signed-in.test, name: ${name}, password: ${password}, roles: {} }]\n`,
  );

test('a new password ends the person’s sessions, nobody else’s; the same one applied again ends none', async () => {
  const open = async () =>
    (
      await house.rows(`select u.email from sessions s join users u on u.id = s.user_id where s.ended_at is null
        and u.email in ('cat@signed-in.test', 'Ada@roles.test') order by 1`)
    ).map(({ email }) => email);
  await house.apply(signedInFile('first'));
  await house.rows(`insert into sessions (id, user_id, idle_limit_minutes, expires_at)
    select gen_random_uuid(), id, 30, now() + interval '1 hour' from users where email in ('cat@signed-in.test', 'Ada@roles.test')`);
  await house.apply(signedInFile('first', 'Catherine'));
  expect(await open()).toEqual(['Ada@roles.test', 'cat@signed-in.test']);
  await house.apply(signedInFile('second', 'Catherine'));
  expect(await open()).toEqual(['Ada@roles.test']);
});

const revokingFile = (secret: string, rate: number) =>
  organizationFile(
    'revoking',
    `    clients:
      - { clientId: revoking, clientSecret: ${secret}, scopes: [history:read], rateLimitPerMinute: ${rate} }
      - { clientId: bystander, clientSecret: other, scopes: [history:read] }\n`,
  );

test('a new client secret deletes the tokens that the old one got; other changes of the client delete none', async () => {
  const holders = async () =>
    (await house.rows(`select client_id from access_tokens order by 1`)).map(({ client_id }) => client_id);
  await house.apply(revokingFile('first', 1));
  await house.rows(`insert into access_tokens (token_hash, client_id, scopes, domains, expires_at)
    select sha256(client_id::bytea), client_id, scopes, domains, now() + interval '1 hour' from clients
    where client_id in ('revoking', 'bystander')`);
  await house.apply(revokingFile('first', 2));
  expect(await holders()).toEqual(['bystander', 'revoking']);
  await house.apply(revokingFile('second', 2));
  expect(await holders()).toEqual(['bystander']);
});
