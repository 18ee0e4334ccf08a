import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { EXAMPLE_SECRETS } from './example-settings.ts';
import { exampleSettings, openHouse, type SettingsHouse } from './settings-house.ts';

let house: SettingsHouse;

beforeAll(async () => {
  house = await openHouse();
  await house.apply(exampleSettings());
});
afterAll(() => house.drop());

const rename = (description: string) =>
  house.rows(`update organizations set description = '${description}' where name = 'acme'`);

test('the snapshot holds what was applied', async () => {
  const snapshot = await loadSnapshot(house.db);
  expect(snapshot.version).toBe(await house.version());
  const acme = snapshot.organizations.get('acme');
  expect(acme).toMatchObject({ timeZone: 'Australia/Melbourne', finalHoldSeconds: 15, sharesWith: ['registry.vic'] });
  expect([...(acme?.senders.keys() ?? [])].sort()).toEqual(['default', 'partner', 'portal']);
  expect(snapshot.findDestination('acme.ehr')).toMatchObject({
    organizationDescription: 'Acme Imaging',
    settings: { format: 'HL7', transport: { type: 'MLLP', port: 2575 } },
  });
  expect(snapshot.destinationsFor('acme', 'radiology').map(({ name }) => name)).toContain('registry.vic');
});

test('no credential is in the snapshot', async () => {
  const { organizations, destinations } = await loadSnapshot(house.db);
  const text = JSON.stringify([[...organizations.values()], destinations]);
  expect(text).toContain('sftp.example');
  for (const secret of Object.values(EXAMPLE_SECRETS)) expect(text).not.toContain(secret);
});

test('at the version that the caller saw there is no query, not even with the database gone', async () => {
  const other = await openHouse();
  await other.apply(exampleSettings());
  const snapshot = await loadSnapshot(other.db);
  await other.drop();
  expect(await loadSnapshot(other.db, snapshot.version)).toBe(snapshot);
  await expect(loadSnapshot(other.db, snapshot.version + 1)).rejects.toThrow();
});

test('an edit is seen by the next caller that saw its version, and by every caller without one', async () => {
  const before = await loadSnapshot(house.db);
  await rename('Renamed once');
  expect(await loadSnapshot(house.db, before.version)).toBe(before);
  const after = await loadSnapshot(house.db, await house.version());
  expect(after.organizations.get('acme')?.description).toBe('Renamed once');
  await rename('Renamed twice');
  expect((await loadSnapshot(house.db)).organizations.get('acme')?.description).toBe('Renamed twice');
});

test('an unchanged version is the same snapshot', async () => {
  const snapshot = await loadSnapshot(house.db);
  expect(await loadSnapshot(house.db)).toBe(snapshot);
});

test('callers that miss the cache together share one load', async () => {
  await rename('Renamed for many');
  const version = await house.version();
  const snapshots = await Promise.all(Array.from({ length: 50 }, () => loadSnapshot(house.db, version)));
  expect(new Set(snapshots).size).toBe(1);
  expect(snapshots[0]?.organizations.get('acme')?.description).toBe('Renamed for many');
});

test('a caller never gets the answer of a load that began before what the caller saw', async () => {
  await rename('Renamed before');
  const editor = await house.db.$client.connect();
  await editor.query('begin; lock table organizations in access exclusive mode');
  const early = loadSnapshot(house.db);
  await house.waitForBlockedQuery();
  await editor.query(`update organizations set description = 'Renamed meanwhile' where name = 'acme'`);
  const { rows } = await editor.query<{ version: number }>('select version from settings_version');
  const late = loadSnapshot(house.db, rows[0]?.version);
  await editor.query('commit');
  editor.release();
  expect((await early).organizations.get('acme')?.description).toBe('Renamed before');
  expect((await late).organizations.get('acme')?.description).toBe('Renamed meanwhile');
});
