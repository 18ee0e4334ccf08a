import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applySettings } from '#lib/settings/apply-settings';
import { exportSettings } from '#lib/settings/export-settings';
import { findAlertWebhook } from '#lib/settings/find-alert-webhook';
import type { OrganizationObject } from '#lib/settings/organization-contract';
import { parseSettings } from '#lib/settings/parse-settings';
import { openHouse, type House } from '../support/open-house.ts';
import { SETTINGS } from '../support/settings.ts';

const ORGANIZATION = '/api/settings/acme/organization';

let house: House;
let admin: string;

beforeAll(async () => {
  house = await openHouse();
  admin = await house.cookieOf('admin@acme.test');
});
afterAll(() => house.close());

const get = async (): Promise<OrganizationObject> => (await house.api('GET', ORGANIZATION, { cookie: admin })).json;
const put = (version: string, body: object, cookie = admin) =>
  house.api('PUT', ORGANIZATION, { cookie, body, headers: { 'if-match': `"${version}"` } });
const apply = async (text: string) => {
  const parsed = parseSettings(text, {});
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  await applySettings(house.context, parsed.settings);
};

const BODY = { description: 'Acme Imaging', timeZone: 'Australia/Melbourne', finalHoldSeconds: 0 };

test('a change is there at once, for everybody who reads the settings version', async () => {
  const before = await get();
  expect(before).toMatchObject({ name: 'acme', finalHoldSeconds: 0, mayShare: false });
  const { status, json } = await put(before.version, {
    ...BODY,
    correctionWindowMinutes: 60,
    sites: [{ name: 'North' }],
  });
  expect([status, json]).toMatchObject([
    200,
    { correctionWindowMinutes: 60, sites: [{ name: 'North', timeZone: 'Australia/Melbourne' }] },
  ]);
  expect(await get()).toEqual(json);
});

test('two who change it at once: one is told, and nothing of theirs is overwritten', async () => {
  const { version } = await get();
  const answers = await Promise.all([
    put(version, { ...BODY, correctionWindowMinutes: 30 }),
    put(version, { ...BODY, correctionWindowMinutes: 90 }),
  ]);
  expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  const won = answers.find(({ status }) => status === 200);
  expect(await get()).toEqual(won?.json);
});

test('every problem is told at its field, all at once', async () => {
  const { version } = await get();
  const { json } = await put(version, {
    ...BODY,
    timeZone: 'Melbourne',
    finalHoldSeconds: 3601,
    slaMinutes: { STAT: 0 },
    viewerUrl: 'ftp://viewer',
    sites: [{ name: '' }],
  });
  expect(json.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/timeZone',
    '/finalHoldSeconds',
    '/slaMinutes/STAT',
    '/viewerUrl',
    '/sites/0/name',
  ]);
  const twice = await put(version, { ...BODY, sites: [{ name: 'North' }, { name: 'North' }] });
  expect(twice.json.errors).toEqual([{ pointer: '/sites/1/name', detail: 'is the name of an earlier entry too' }]);
});

test('only a platform administrator lets organizations share destinations, and only with ones that exist', async () => {
  const { version } = await get();
  const mine = await put(version, { ...BODY, sharesWith: ['zenith.portal'] });
  expect(mine.json.errors).toEqual([
    { pointer: '/sharesWith', detail: 'can be changed by a platform administrator only' },
  ]);
  const root = await house.cookieOf('root@readout.test');
  const broken = await put(version, { ...BODY, sharesWith: ['zenith.nobody'] }, root);
  expect(broken.json.errors).toMatchObject([{ pointer: '/sharesWith/0' }]);
  expect((await put(version, { ...BODY, sharesWith: ['zenith.portal'] }, root)).status).toBe(200);
  const after = await put((await get()).version, { ...BODY, description: 'Acme' });
  expect(after.json.sharesWith).toEqual(['zenith.portal']);
});

test('an edit outlives restarts with the same settings file; the file wins again when its own text changes', async () => {
  const edited = await put((await get()).version, { ...BODY, description: 'Edited here' });
  expect(edited.json.file).toEqual({ appliedAt: expect.any(String) });
  await apply(SETTINGS);
  expect((await get()).description).toBe('Edited here');
  await apply(SETTINGS.replace('Acme Imaging', 'Acme of the file'));
  expect((await get()).description).toBe('Acme of the file');
});

test('each change is audited with who changed what from which value to which', async () => {
  const { rows } = await house.db.execute<{ principal: string; detail: Record<string, string> }>(
    sql`select principal, detail from audit_events where action = 'organization.update' and principal like 'user:%' order by id`,
  );
  expect(rows[0]?.detail).toEqual({
    changed: 'correctionWindowMinutes, sites',
    before: '{"correctionWindowMinutes":1440,"sites":[]}',
    after: '{"correctionWindowMinutes":60,"sites":[{"name":"North","timeZone":"Australia/Melbourne"}]}',
  });
});

const SECRET = 'CANARY-secret-of-the-alerts';
const WEBHOOK = { url: 'https://alerts.acme.test/in', secret: SECRET, previousSecret: 'CANARY-the-one-before' };

test('a webhook for alerts is set with its secret, which nobody is ever shown, and which stays until it is replaced', async () => {
  const { version } = await get();
  const set = await put(version, { ...BODY, alertWebhook: WEBHOOK });
  expect(set.json.alertWebhook).toEqual({ url: WEBHOOK.url, credentials: ['secret', 'previousSecret'] });
  expect(await get()).toEqual(set.json);
  const kept = await put(set.json.version, { ...BODY, alertWebhook: { url: WEBHOOK.url } });
  expect(await findAlertWebhook(house.db, 'acme')).toEqual({
    url: WEBHOOK.url,
    credentials: { secret: SECRET, previousSecret: WEBHOOK.previousSecret },
  });
  const other = { url: WEBHOOK.url, secret: 'CANARY-another', previousSecret: SECRET };
  const replaced = await put(kept.json.version, { ...BODY, alertWebhook: other });
  const forgotten = { ...BODY, alertWebhook: { url: WEBHOOK.url, previousSecret: null } };
  // A change of the secret alone is a change: whoever did not see it is told.
  expect((await put(kept.json.version, forgotten)).status).toBe(409);
  expect((await put(replaced.json.version, forgotten)).json.alertWebhook.credentials).toEqual(['secret']);
  expect(await findAlertWebhook(house.db, 'acme')).toMatchObject({ credentials: { secret: 'CANARY-another' } });

  const { rows } = await house.db.execute<{ detail: Record<string, unknown> }>(sql`
    select detail from audit_events where action = 'organization.update' order by id desc limit 4`);
  expect(rows.map(({ detail }) => detail.newCredentials)).toEqual([true, true, undefined, true]);
  const shown = [set, kept, replaced].map(({ json }) => json);
  expect(JSON.stringify([shown, rows, await exportSettings(house.db)])).not.toContain('CANARY');
});

test('without a secret there is no webhook for alerts, and each problem of one is told at its field', async () => {
  const gone = await put((await get()).version, BODY);
  expect(gone.json.alertWebhook).toBe(null);
  const refused = async (alertWebhook: object) =>
    (await put(gone.json.version, { ...BODY, alertWebhook })).json.errors.map(
      ({ pointer }: { pointer: string }) => pointer,
    );
  expect(await refused({ url: WEBHOOK.url })).toEqual(['/alertWebhook/secret']);
  expect(await refused({ secret: SECRET })).toEqual(['/alertWebhook/url']);
  expect(await refused({ url: 'https://user:password@acme.test', secret: 'whsec_short' })).toEqual([
    '/alertWebhook/url',
    '/alertWebhook/secret',
  ]);
  expect(await get()).toEqual(gone.json);
});

test('another organization’s administrator neither sees nor sets where one’s alerts go', async () => {
  const { version } = await get();
  await put(version, { ...BODY, alertWebhook: WEBHOOK });
  const before = await get();
  await house.db.execute(sql`insert into memberships (user_id, organization, role)
    select id, 'zenith', 'admin' from users where email = 'rad@zenith.test'`);
  for (const email of ['rad@zenith.test', 'rad@acme.test']) {
    const cookie = await house.cookieOf(email);
    const seen = await house.api('GET', ORGANIZATION, { cookie });
    const theirs = { ...BODY, alertWebhook: { url: 'https://elsewhere.test', secret: 'theirs' } };
    expect([seen.status, (await put(before.version, theirs, cookie)).status]).toEqual([403, 403]);
    expect(JSON.stringify(seen.json)).not.toContain('alerts.acme.test');
  }
  expect(await get()).toEqual(before);
  const own = await house.api('GET', '/api/settings/zenith/organization', {
    cookie: await house.cookieOf('rad@zenith.test'),
  });
  expect(own.json.alertWebhook).toBe(null);
});
