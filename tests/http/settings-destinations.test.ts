import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DestinationObject, DryRunItem } from '#lib/settings/destination-contract';
import { realignDeliveries } from '#lib/delivery/realign-deliveries';
import { findCredentials } from '#lib/settings/find-credentials';
import { openHouse, type House } from '../support/open-house.ts';
import { FINAL, pendingAppointment, submit } from './partner.ts';

const DESTINATIONS = '/api/settings/acme/destinations';
const HOOK = { type: 'WEBHOOK', url: 'https://hook.test/in', secret: 'a secret nobody else knows' };

let house: House;
let admin: string;

beforeAll(async () => {
  house = await openHouse();
  admin = await house.cookieOf('admin@acme.test');
});
afterAll(() => house.close());

const get = async (name: string): Promise<DestinationObject> =>
  (await house.api('GET', `${DESTINATIONS}/${name}`, { cookie: admin })).json;
const post = (path: string, body?: unknown) => house.api('POST', `${DESTINATIONS}${path}`, { cookie: admin, body });
const put = ({ name, version }: DestinationObject, body: object) =>
  house.api('PUT', `${DESTINATIONS}/${name}`, { cookie: admin, body, headers: { 'if-match': `"${version}"` } });
const dryRun = (body: object) => house.api('POST', '/api/settings/acme/filters/dry-run', { cookie: admin, body });
const destinationsOf = async (reportGuid: string): Promise<string[]> => {
  const { rows } = await house.db.execute<{ destination: string }>(sql`select r.destination from routings r
    join submissions s on s.id = r.submission_id where s.report_id = ${reportGuid}::uuid and r.state not in ('filtered', 'outside')
    order by 1`);
  return rows.map(({ destination }) => destination);
};
const report = async (fields: object = {}): Promise<string> =>
  (await submit(house, await pendingAppointment(house, fields), FINAL)).json.reportGuid;

test('the list tells every destination with how it is doing, and another organization’s is not found', async () => {
  await report({ modality: 'CT' });
  const { json } = await house.api('GET', DESTINATIONS, { cookie: admin });
  expect(json.map(({ name }: DestinationObject) => name)).toEqual(['archive', 'ehr', 'elsewhere', 'finals']);
  expect(json[0]).toMatchObject({ health: { ready: 1, waiting: 0, lastSuccessAt: null } });
  expect(json[1]).toMatchObject({ health: { waiting: 1 }, file: { appliedAt: expect.any(String) } });
  expect((await house.api('GET', `${DESTINATIONS}/portal`, { cookie: admin })).status).toBe(404);
});

test('a new destination gets the next report, in every process that reads the settings version', async () => {
  expect((await post('', { name: 'fresh', format: 'TEXT', transport: { type: 'NULL' } })).status).toBe(201);
  expect(await destinationsOf(await report())).toContain('acme.fresh');
  expect((await post('', { name: 'fresh', format: 'TEXT', transport: { type: 'NULL' } })).json.errors).toEqual([
    { pointer: '/name', detail: 'is the name of another destination' },
  ]);
});

test('an inactive destination gets nothing of what is accepted meanwhile; activating it starts with the next report', async () => {
  await house.db.execute(
    sql`update receivers set settings = settings || '{"customerStatus": "inactive"}' where name = 'fresh'`,
  );
  const meanwhile = await report();
  expect(await destinationsOf(meanwhile)).not.toContain('acme.fresh');
  expect((await post('/fresh/activate')).json.settings.customerStatus).toBe('active');
  expect(await destinationsOf(await report())).toContain('acme.fresh');
  expect(await destinationsOf(meanwhile)).not.toContain('acme.fresh');
});

test('a paused destination still gets reports routed to it, and is paused for a reason', async () => {
  expect((await post('/fresh/pause')).status).toBe(400);
  expect((await post('/fresh/pause', { reason: ' ' })).json.errors).toMatchObject([{ pointer: '/reason' }]);
  const paused = await post('/fresh/pause', { reason: 'Moving house' });
  expect(paused.json).toMatchObject({
    settings: { customerStatus: 'active' },
    health: { paused: { reason: 'Moving house' } },
  });
  expect(await destinationsOf(await report())).toContain('acme.fresh');
  expect((await post('/fresh/activate')).json.health.paused).toBeNull();
});

test('changing a destination that does not answer has it tried at once; one that fetches from then on has no outage', async () => {
  const standing = async () =>
    (await house.api('GET', `${DESTINATIONS}/fresh`, { cookie: admin })).json.health.degraded as {
      nextTryAt: string;
    } | null;
  await house.db.execute(sql`insert into destination_states (destination, faults, degraded_since, probe_at, probes)
    values ('acme.fresh', 9, now(), now() + interval '5 minutes', 7)
    on conflict (destination) do update set degraded_since = now(), probe_at = excluded.probe_at, faults = 9`);
  const waits = Date.parse((await standing())?.nextTryAt ?? '');
  const read = async () => (await house.api('GET', `${DESTINATIONS}/fresh`, { cookie: admin })).json;
  await put(await read(), { name: 'fresh', format: 'TEXT', retry: { schedule: ['5s'] }, transport: { type: 'NULL' } });
  expect(Date.parse((await standing())?.nextTryAt ?? '')).toBeLessThan(waits - 200_000);
  await put(await read(), { name: 'fresh', format: 'TEXT', transport: { type: 'DOWNLOAD' } });
  await realignDeliveries({ db: house.db, correlationId: 'test', at: null });
  expect(await standing()).toBeNull();
  await put(await read(), { name: 'fresh', format: 'TEXT', transport: { type: 'NULL' } });
});

test('credentials are sealed, never told, and stay until others are given or the transport’s type changes', async () => {
  const created = await post('', { name: 'hook', transport: HOOK });
  expect(created.json.credentials).toEqual(['secret']);
  expect(created.text).not.toContain('nobody else');
  const { type, url } = HOOK;
  const kept = await put(created.json, { name: 'hook', transport: { type, url: `${url}/v2` } });
  expect(kept.json).toMatchObject({
    credentials: ['secret'],
    settings: { transport: { url: 'https://hook.test/in/v2' } },
  });
  expect(await findCredentials(house.db, 'acme', 'hook')).toEqual({ secret: HOOK.secret });
  const other = await put(kept.json, { name: 'hook', transport: { type: 'DOWNLOAD' }, format: 'TEXT' });
  expect(other.json.credentials).toEqual([]);
  const back = await put(other.json, { name: 'hook', transport: { type, url } });
  expect(back.json.errors).toEqual([{ pointer: '/transport', detail: 'needs a secret' }]);
});

test('every problem is told at its field, all at once, filters in the words of the parser', async () => {
  const { status, json } = await put(await get('ehr'), {
    name: 'ehr',
    description: '',
    routingFilter: ['matches(modality, CT)', 'match(modality, CT)', 'matches(modalty, CT)'],
    conditionFilter: ['matches(report_status, a{1,2})'],
    timing: { numberPerDay: 0 },
    transport: { type: 'MLLP', host: 'no host', port: 0 },
  });
  expect(status).toBe(400);
  expect(json.errors).toEqual([
    { pointer: '/description', detail: 'must not be empty' },
    { pointer: '/routingFilter/1', detail: 'There is no filter function "match"; did you mean matches?' },
    { pointer: '/routingFilter/2', detail: 'There is no field "modalty"; did you mean modality?' },
    { pointer: '/conditionFilter/0', detail: expect.stringContaining('"a{1,2}" cannot be used as a pattern') },
    { pointer: '/timing/numberPerDay', detail: 'must be at least 1' },
    { pointer: '/transport/host', detail: 'must be a host name or an address' },
    { pointer: '/transport/port', detail: 'must be at least 1' },
  ]);
  expect(
    (await put(await get('ehr'), { name: 'other', format: 'TEXT', transport: { type: 'NULL' } })).json.errors,
  ).toEqual([{ pointer: '/name', detail: 'cannot change: history refers to it' }]);
});

test('a change made from a stale version, or from credentials that were replaced, is refused', async () => {
  const ehr = await get('ehr');
  const { processingModeFilter } = ehr.settings;
  const body = { name: 'ehr', format: 'TEXT', transport: { type: 'NULL' }, processingModeFilter };
  expect((await put(ehr, { ...body, description: 'Hospital record' })).status).toBe(200);
  const stale = await put(ehr, body);
  expect([stale.status, stale.json.version]).toEqual([409, (await get('ehr')).version]);
  expect((await house.api('PUT', `${DESTINATIONS}/ehr`, { cookie: admin, body })).status).toBe(400);
});

test('expressions are checked by the parser and told in words', async () => {
  const expressions = ['matches(modality, CT, MR)', 'matches(modality', ''];
  const { json } = await house.api('POST', '/api/settings/acme/filters/check', {
    cookie: admin,
    body: { expressions },
  });
  expect(json[0]).toEqual({ problem: null, words: 'modality is CT or MR' });
  expect(json[1]).toMatchObject({ words: null, problem: expect.stringContaining('is not a filter') });
  expect(json[2].words).toBe(null);
});

test('a dry run decides as routing did: with the saved filters every verdict equals the stored one', async () => {
  for (const modality of ['CT', 'MR', 'US', 'CR']) await report({ modality });
  const saved = { archive: { routingFilter: ['matches(modality, CT, MR)'] } };
  const { json } = await dryRun({ destination: 'archive', ...saved.archive });
  const { rows } = await house.db.execute<{ submission_id: number; state: string }>(
    sql`select submission_id, state from routings where destination = 'acme.archive'`,
  );
  const routed = new Map(rows.map(({ submission_id: id, state }) => [id, state === 'filtered' ? 'removed' : 'kept']));
  const items: DryRunItem[] = json.items;
  expect(items.map(({ after }) => after.kind)).toEqual(items.map(({ submissionId }) => routed.get(submissionId)));
  expect(items.map(({ before }) => before)).toEqual(items.map(({ after }) => after));
  expect(new Set(routed.values())).toEqual(new Set(['kept', 'removed']));
});

test('a dry run tells what would change and on what value, also in the report’s text, and stores nothing', async () => {
  const before = await house.db.execute(sql`select version from settings_version`);
  const { json } = await dryRun({
    destination: 'archive',
    routingFilter: ['matches(modality, US)'],
    conditionFilter: ['doesNotMatch(report_text, .*)'],
  });
  expect([json.keptBefore, json.keptAfter]).toEqual([expect.any(Number), 0]);
  const ct = json.items.find(({ before }: DryRunItem) => before?.kind === 'kept');
  expect(ct.after).toMatchObject({
    kind: 'removed',
    filterType: 'ROUTING_FILTER',
    failures: [{ words: 'modality is US', valuesSeen: [{ field: 'modality', value: expect.stringMatching(/CT|MR/) }] }],
  });
  const us = json.items.find(
    ({ after }: DryRunItem) => after.kind === 'removed' && after.filterType === 'CONDITION_FILTER',
  );
  expect(us.after.failures[0].valuesSeen[0].value).toBe(FINAL.reportText);
  expect((await house.db.execute(sql`select version from settings_version`)).rows).toEqual(before.rows);
});

test('a dry run shows an organization its own submissions only, 50 at most, and is audited', async () => {
  const theirs = await house.cookieOf('root@readout.test');
  const foreign = await house.api('POST', '/api/settings/zenith/filters/dry-run', {
    cookie: theirs,
    body: { destination: 'portal' },
  });
  expect(foreign.json).toMatchObject({ submissionCount: 0, items: [] });
  expect((await dryRun({ destination: null })).json).toMatchObject({ keptBefore: null });
  expect((await dryRun({ destination: null, topic: 'cardiology' })).json.items[0].after).toEqual({
    kind: 'other topic',
  });
  expect((await dryRun({ destination: 'ehr', qualityFilter: ['nonsense'] })).json.errors).toMatchObject([
    { pointer: '/qualityFilter/0' },
  ]);
  const { rows } = await house.db.execute(sql`select 1 from audit_events where action = 'receiver.dry_run'`);
  expect(rows.length).toBeGreaterThan(2);
});

test('changes of destinations are audited with their values before and after, and without credentials', async () => {
  const { rows } = await house.db.execute<{ action: string; detail: Record<string, string> }>(
    sql`select action, detail from audit_events where entity = 'receiver' and principal like 'user:%'`,
  );
  const described = rows.find(({ detail }) => detail?.changed === 'description');
  expect(described?.detail).toMatchObject({ before: '{}', after: '{"description":"Hospital record"}' });
  expect(rows.map(({ action }) => action)).toEqual(expect.arrayContaining(['receiver.pause', 'receiver.activate']));
  expect(JSON.stringify(rows)).not.toContain('nobody else');
});
