import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { applySettings } from '#lib/settings/apply-settings';
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
