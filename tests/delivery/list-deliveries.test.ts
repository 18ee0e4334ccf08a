import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { listDeliveriesQuery } from '#lib/delivery/contract';
import { getContent } from '#lib/delivery/get-content';
import { listDeliveries, type DeliveryPage } from '#lib/delivery/list-deliveries';
import { CLIENT, CLINICIAN, openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { retry, settle } from './files.ts';

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop([
    '{ name: ehr, format: TEXT, transport: { type: "NULL" } }',
    '{ name: archive, format: TEXT, transport: { type: DOWNLOAD } }',
  ]);
});
afterAll(() => shop.close());

/** Every test has a day of its own. */
let day = 0;
function newDay(): (time: string) => Date {
  day += 1;
  const date = `2026-01-${String(day).padStart(2, '0')}`;
  return (time) => new Date(`${date}T${time}Z`);
}

const list = (at: Date, query: Record<string, string>): Promise<DeliveryPage> =>
  listDeliveries(shop.context(at), shop.domain, listDeliveriesQuery.parse({ receiver: 'archive', ...query }));

/** A report signed in the portal: a final is held for 15 seconds, a STAT one not at all. Answers its file's report id. */
async function sign(id: string, at: Date, fields: { priority?: 'STAT' } = {}): Promise<string> {
  await shop.putAppointment(id, fields);
  const guid = await shop.submit(id, { status: 'final', actor: CLINICIAN, at });
  const { rows } = await shop.db.execute<{ report_id: string }>(sql`select d.report_id from deliveries d
    join delivery_items i on i.delivery_id = d.id join submission_items s using (submission_id, item_index)
    where s.report_guid = ${guid}::uuid and d.destination = 'acme.archive'`);
  return rows[0]?.report_id ?? '';
}

test('whoever polls misses no file that was held longer than a later one, by since or by cursor', async () => {
  const at = newDay();
  const held = await sign('held', at('10:00:00'));
  const first = await sign('first', at('10:00:05'), { priority: 'STAT' });
  const second = await sign('second', at('10:00:06'), { priority: 'STAT' });
  const told = ({ items }: DeliveryPage) => items.map(({ reportId }) => reportId);
  const since = at('10:00:00').toISOString();

  const page = await list(at('10:00:10'), { since, sortdir: 'asc', pageSize: '1' });
  expect(told(page)).toEqual([first]);
  const cursor = page.nextCursor ?? '';
  const next = { since, sortdir: 'asc', pageSize: '1', cursor };
  expect(told(await list(at('10:00:10'), next))).toEqual([second]);

  const later = at('10:00:20');
  const third = await list(later, { ...next, cursor: (await list(later, next)).nextCursor ?? '' });
  expect(told(third)).toEqual([held]);
  const newest = page.items[0]?.batchReadyAt ?? '';
  expect(told(await list(later, { since: newest, sortdir: 'asc' }))).toEqual([first, second, held]);
  expect(third.items[0]?.batchReadyAt).toBe(at('10:00:15').toISOString());
});

test('a file that is superseded while it is held keeps its time, and is not shown before', async () => {
  const at = newDay();
  const since = at('10:00:00').toISOString();
  const old = await sign('replaced', at('10:00:00'));
  await shop.submit('replaced', { status: 'final', text: 'Newer.', actor: CLINICIAN, at: at('10:00:05') });
  expect((await list(at('10:00:10'), { since })).items).toEqual([]);
  const { items } = await list(at('10:00:15'), { since });
  expect(items).toMatchObject([{ reportId: old, batchReadyAt: at('10:00:15').toISOString() }]);
});

test('a file that is tried again keeps its time', async () => {
  const at = newDay();
  const query = { receiver: 'ehr', since: at('10:00:00').toISOString() };
  await shop.putAppointment('again');
  await shop.submit('again', { status: 'final', at: at('10:00:00') });
  const before = await list(at('10:00:00'), query);
  const claims = await claimDeliveries(shop.db, ['acme.ehr'], 50, { at: at('10:00:01') });
  const claim = claims.find(({ reportId }) => reportId === before.items[0]?.reportId);
  if (!claim) throw new Error('Nothing was claimed.');
  await settle(shop, claim, retry('not now'), { at: at('10:00:01'), schedule: ['1h'] });
  const { items } = await list(at('10:00:01'), query);
  expect(items).toEqual([{ ...before.items[0], state: 'retrying' }]);
});

test('each file tells what its report is: preliminary, final, corrected or withdrawn, and which version', async () => {
  const at = newDay();
  const id = 'versions';
  await shop.putAppointment(id);
  await shop.submit(id, { status: 'preliminary', at: at('10:00:00') });
  await shop.submit(id, { status: 'final', at: at('10:01:00') });
  await shop.submit(id, { status: 'final', text: 'Corrected.', at: at('10:02:00') });
  const query = { since: at('10:00:00').toISOString(), sortdir: 'asc' };
  const corrected = (await list(at('10:02:00'), query)).items.at(-1);
  await getContent(shop.context(at('10:02:30')), CLIENT, corrected?.reportId ?? '');
  await shop.withdraw(id, at('10:03:00'));
  const { items } = await list(at('10:03:00'), query);
  expect(items.map(({ resultStatus, version }) => [resultStatus, version])).toEqual([
    ['P', 1],
    ['F', 2],
    ['C', 3],
    ['X', 4],
  ]);
});

test('a file of several reports tells neither status nor version', async () => {
  const at = newDay();
  const one = await sign('one of two', at('10:00:00'), { priority: 'STAT' });
  const other = await sign('two of two', at('10:00:01'), { priority: 'STAT' });
  await shop.db
    .execute(sql`insert into delivery_items (submission_id, item_index, delivery_id, destination, order_key, version)
    select i.submission_id, i.item_index, d.id, i.destination, i.order_key, i.version from deliveries d, deliveries o join delivery_items i on i.delivery_id = o.id
    where d.report_id = ${one}::uuid and o.report_id = ${other}::uuid`);
  await shop.db.execute(sql`update deliveries set item_count = 2 where report_id = ${one}::uuid`);
  const { items } = await list(at('10:00:00'), { since: at('10:00:00').toISOString() });
  expect(items).toMatchObject([{ reportId: one, reportItemCount: 2, resultStatus: null, version: null }]);
});
