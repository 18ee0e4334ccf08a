import { afterAll, beforeAll, expect, test } from 'vitest';
import { verifySecret } from '#lib/identity/verify-secret';
import { exportSettings } from '#lib/settings/export-settings';
import { findAlertWebhook } from '#lib/settings/find-alert-webhook';
import { findCredentials } from '#lib/settings/find-credentials';
import { EXAMPLE_SECRETS } from './example-settings.ts';
import { exampleSettings, openHouse, parse, type SettingsHouse } from './settings-house.ts';

let house: SettingsHouse;

beforeAll(async () => {
  house = await openHouse();
  await house.apply(exampleSettings());
});
afterAll(() => house.drop());

test('an export holds no secret, sealed, hashed or plain', async () => {
  const text = await exportSettings(house.db);
  expect(text).toContain('clientId: acme-ris');
  for (const secret of Object.values(EXAMPLE_SECRETS)) expect(text).not.toContain(secret);
  expect(text.replace(/^#.*$/gm, '')).not.toMatch(/scrypt|password|clientSecret:|privateKey|credentials:/);
});

test('applied to the same database, it changes nothing and leaves the secrets as they are', async () => {
  const text = await exportSettings(house.db);
  await house.apply(parse(text));
  expect(await exportSettings(house.db)).toBe(text);
  expect(await findCredentials(house.db, 'acme', 'hook')).toEqual({ secret: EXAMPLE_SECRETS.HOOK });
  expect(await findAlertWebhook(house.db, 'acme')).toMatchObject({ credentials: { secret: EXAMPLE_SECRETS.ALERTS } });
  const [client] = await house.rows(`select secret_hash from client_secrets where client_id = 'acme-ris'`);
  expect(await verifySecret(EXAMPLE_SECRETS.ACME_SECRET, String(client?.secret_hash))).toBe(true);
  const [user] = await house.rows(`select password_hash from users where email = 'rad@acme.test'`);
  expect(await verifySecret(EXAMPLE_SECRETS.RAD_PASSWORD, String(user?.password_hash))).toBe(true);
});

test('with the secrets added it applies to an empty database, and exports the same there', async () => {
  const text = await exportSettings(house.db);
  const settings = parse(text);
  const other = await openHouse();
  try {
    await expect(other.apply(settings)).rejects.toMatchObject({
      options: {
        errors: [
          { pointer: 'organizations[0].alertWebhook.secret', detail: 'is missing: alerts are signed' },
          { pointer: 'organizations[0].receivers[0].transport', detail: 'needs a password or a privateKey' },
          { pointer: 'organizations[0].receivers[3].transport', detail: 'needs a secret' },
          { pointer: 'organizations[0].clients[1]', detail: 'needs a clientSecret or jwks' },
        ],
      },
    });
    const completed = parse(
      text
        .replace('alertWebhook:', 'alertWebhook:\n      secret: new')
        .replace('clientId: acme-ris', 'clientId: acme-ris\n        clientSecret: new')
        .replace('type: SFTP', 'type: SFTP\n          password: new')
        .replace('type: WEBHOOK', 'type: WEBHOOK\n          secret: new'),
    );
    await other.apply(completed);
    expect(await exportSettings(other.db)).toBe(text);
  } finally {
    await other.drop();
  }
});

test('revoked clients and disabled users are left out: applied elsewhere they would be let in again', async () => {
  await house.rows(`update clients set revoked_at = now() where client_id = 'acme-jwt'`);
  await house.rows(`update users set disabled_at = now() where email = 'admin@acme.test'`);
  const text = await exportSettings(house.db);
  expect(text).not.toContain('acme-jwt');
  expect(text).not.toContain('admin@acme.test');
});
