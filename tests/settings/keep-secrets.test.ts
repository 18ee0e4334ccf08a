import { createHash } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { findAlertWebhook } from '#lib/settings/find-alert-webhook';
import { findCredentials } from '#lib/settings/find-credentials';
import { EXAMPLE_SECRETS } from './example-settings.ts';
import { exampleSettings, openHouse, organizationFile, parse, type SettingsHouse } from './settings-house.ts';

let house: SettingsHouse;

beforeAll(async () => {
  house = await openHouse();
});
afterAll(() => house.drop());

test('no secret can be read in any table, and none is there as a plain digest', async () => {
  await house.apply(exampleSettings());
  const dump = (await house.dump()).toLowerCase();
  expect(dump).toContain('acme-ris');
  for (const secret of Object.values(EXAMPLE_SECRETS)) {
    const bytes = Buffer.from(secret);
    const digests = ['sha256', 'sha1', 'md5'].map((name) => createHash(name).update(secret).digest());
    for (const form of [bytes, ...digests].flatMap((form) => [form.toString('hex'), form.toString('base64')])) {
      expect(dump).not.toContain(form.toLowerCase());
    }
    expect(dump).not.toContain(secret.toLowerCase());
  }
});

test('credentials are sealed apart from the settings and open with the secret key', async () => {
  await house.apply(exampleSettings());
  expect(await findCredentials(house.db, 'acme', 'fhir')).toEqual({
    headers: { Authorization: EXAMPLE_SECRETS.FHIR_AUTH },
  });
  expect(await findCredentials(house.db, 'acme', 'hook')).toEqual({ secret: EXAMPLE_SECRETS.HOOK });
  expect(await findCredentials(house.db, 'acme', 'drop')).toEqual({ password: EXAMPLE_SECRETS.SFTP_PASSWORD });
  expect(await findCredentials(house.db, 'acme', 'ehr')).toEqual({});
});

test('a changed secret of alerts is applied; left out it stays, until there are no alerts', async () => {
  const apply = (webhook: string) => house.apply(organizationFile('told', `    alertWebhook: ${webhook}\n`));
  const found = async () => (await findAlertWebhook(house.db, 'told'))?.credentials ?? null;
  await apply('{ url: "https://one.example", secret: one }');
  expect(await apply('{ url: "https://one.example", secret: two, previousSecret: one }')).toMatchObject({ updated: 1 });
  expect(await found()).toEqual({ secret: 'two', previousSecret: 'one' });
  await apply('{ url: "https://other.example" }');
  expect(await found()).toEqual({ secret: 'two', previousSecret: 'one' });
  await apply('{ url: "https://other.example", previousSecret: null }');
  expect(await found()).toEqual({ secret: 'two' });
  await house.apply(organizationFile('told'));
  expect(await found()).toBe(null);
  await expect(apply('{ url: "https://one.example" }')).rejects.toMatchObject({ code: 'bad_request' });
});

const hook = (more: string) => `{ type: WEBHOOK, url: "https://hook.example"${more} }`;
const hookFile = (transport: string) =>
  organizationFile('sealed', `    receivers: [{ name: hook, format: FHIR, transport: ${transport} }]\n`);

test('changed credentials are applied; credentials left out stay, unless the transport becomes another type', async () => {
  const secret = () => findCredentials(house.db, 'sealed', 'hook');
  await house.apply(hookFile(hook(', secret: one')));
  expect(await house.apply(hookFile(hook(', secret: two')))).toMatchObject({ updated: 1 });
  expect(await secret()).toEqual({ secret: 'two' });
  await house.apply(hookFile(hook('')));
  expect(await secret()).toEqual({ secret: 'two' });
  await house.apply(hookFile('{ type: FHIR, baseUrl: "https://fhir.example" }'));
  expect(await secret()).toEqual({});
});

test('nobody with a copy of the database can tell that two secrets are the same one', async () => {
  const lines = (name: string) => `  - name: ${name}
    timeZone: UTC
    clients: [{ clientId: ${name}-ris, clientSecret: shared by all, scopes: [history:read] }]
    users: [{ email: a@${name}.test, name: A, password: shared by all, roles: {} }]
    receivers: [{ name: hook, format: FHIR, transport: ${hook(', secret: shared by all')} }]
`;
  await house.apply(parse(`organizations:\n${lines('twin-one')}${lines('twin-two')}`));
  const digests = (
    await house.rows(
      `select kind, sha256 from applied_settings where key like '%twin-%' and kind <> 'organization' order by kind`,
    )
  ).map(({ sha256 }) => sha256);
  expect(digests).toHaveLength(10);
  expect(new Set(digests).size).toBe(10);
});
