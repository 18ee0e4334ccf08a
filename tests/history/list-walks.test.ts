import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Context } from '#lib/context';
import { listSubmissionsQuery } from '#lib/submissions/contract';
import { listSubmissions } from '#lib/submissions/list-submissions';
import type { Workshop } from '../support/open-workshop.ts';
import { openHouse } from './house.ts';

/** Submissions of each kind: many more than a page, few enough to be made in a second. */
const MANY = 4000;
/** Rows that a page of ten may look at: of the destinations, states and tables that it is put together from. */
const FEW = 400;

let shop: Workshop;

/** Every fifth was superseded at one destination, another fifth filtered there, and each time failed at a second one. */
beforeAll(async () => {
  shop = await openHouse();
  await shop.db.execute(sql`
    with made as (insert into submissions (organization, sender, topic, source, http_status, report_item_count, principal,
      correlation_id, received_at, routed_at, valid_item_count, overall_status, delivery_state, destinations)
    select 'acme', 'default', 'radiology', 'reportstream', 201, 1, 'test', 'test', now() - n * interval '1 second', now(), 1,
      'Waiting to Deliver', 'failed', jsonb_build_array(
        jsonb_build_object('destination', 'acme.ehr', (array['superseded', 'filtered', 'delivered', 'delivered', 'delivered'])[n % 5 + 1], 1),
        jsonb_build_object('destination', 'acme.archive', 'failed', 1))
    from generate_series(1, ${5 * MANY}::int) n returning id, received_at, destinations)
    insert into routings (submission_id, item_index, destination, state, filter_type, order_key, version, organization, received_at)
    select id, 1, 'acme.ehr', state, case when state = 'filtered' then 'ROUTING_FILTER' end, 'k' || id, 1, 'acme', received_at
    from made, lateral (select key as state from jsonb_each(destinations->0) where key <> 'destination') t
    union all select id, 1, 'acme.archive', 'failed', null, 'k' || id, 1, 'acme', received_at from made
    union all select id, 1, 'acme.finals', 'outside', 'JURISDICTIONAL_FILTER', 'k' || id, 1, 'acme', received_at from made`);
  for (const table of ['submissions', 'routings']) await shop.db.execute(sql.raw(`vacuum analyze ${table}`));
});
afterAll(() => shop.close());

interface Node {
  'Node Type': string;
  'Actual Rows': number;
  'Actual Loops': number;
  'Rows Removed by Filter'?: number;
  Plans?: Node[];
}

/** Rows that the scans of a plan found, those that were found in vain among them. */
function countRows(node: Node): number {
  const below = (node.Plans ?? []).reduce((sum, one) => sum + countRows(one), 0);
  const isScan = node['Node Type'].endsWith('Scan') && !node.Plans;
  const own = (node['Actual Rows'] + (node['Rows Removed by Filter'] ?? 0)) * node['Actual Loops'];
  return below + (isScan ? own : 0);
}

/** What a page costs: its statement is explained instead of answered. */
async function rowsLookedAt(query: object): Promise<number> {
  const { db } = shop;
  let rows = 0;
  const explaining = {
    async execute(statement: Parameters<typeof db.execute>[0]) {
      const { rows: told } = await db.execute<{ 'QUERY PLAN': [{ Plan: Node }] }>(
        sql`explain (analyze, format json) ${statement}`,
      );
      rows += told[0] ? countRows(told[0]['QUERY PLAN'][0].Plan) : 0;
      return { rows: [] };
    },
  };
  const context = { ...shop.context(), db: explaining } as unknown as Context;
  await listSubmissions(context, shop.domain, listSubmissionsQuery.parse({ pageSize: '10', ...query }));
  return rows;
}

test.each([
  {},
  { destination: 'acme.ehr' },
  { destination: 'acme.finals' },
  { destinationStatus: 'superseded' },
  { destinationStatus: 'failed' },
  { destinationStatus: 'delivered' },
  { destinationStatus: 'waiting' },
  { destination: 'acme.ehr', destinationStatus: 'superseded' },
  { destination: 'acme.archive', destinationStatus: 'failed' },
  { destination: 'acme.ehr', destinationStatus: 'delivered' },
  { filterType: 'ROUTING_FILTER' },
  { filterType: 'JURISDICTIONAL_FILTER' },
  { destination: 'acme.ehr', filterType: 'ROUTING_FILTER' },
  { destination: 'acme.archive', filterType: 'ROUTING_FILTER' },
  { deliveryState: 'failed' },
  { sender: 'default' },
  { topic: 'pathology' },
])('a page of %j costs about its rows, however many there are', async (query) => {
  for (const sortdir of ['asc', 'desc']) {
    expect(await rowsLookedAt({ ...query, sortdir })).toBeLessThan(FEW);
  }
});
