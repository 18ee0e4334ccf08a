import { randomInt } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeAppointments } from '#lib/appointments/close-appointments';
import { advanceRetries } from '#lib/delivery/advance-retries';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { closeSuperseded } from '#lib/delivery/close-superseded';
import { gatherFiles } from '#lib/delivery/gather-files';
import { expireDeliveries } from '#lib/delivery/expire-deliveries';
import { getContent } from '#lib/delivery/get-content';
import { realignDeliveries } from '#lib/delivery/realign-deliveries';
import { renewLeases } from '#lib/delivery/renew-leases';
import { isDomainError, sqlState } from '#lib/errors';
import { DELIVERED, refused, retry, settle } from '../delivery/files.ts';
import { CLIENT, openWorkshop, type Workshop } from '../support/open-workshop.ts';

const APPOINTMENTS = 4;
const ROUNDS = 60;

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop([
    '{ name: ehr, format: TEXT, transport: { type: "NULL" } }',
    '{ name: finals, format: TEXT, transport: { type: "NULL" }, conditionFilter: ["matches(report_status, final)"] }',
    '{ name: fetched, format: TEXT, transport: { type: DOWNLOAD } }',
    '{ name: batches, format: HL7, transport: { type: "NULL" }, timing: { operation: MERGE, maxReportCount: 5 } }',
  ]);
  for (let n = 0; n < APPOINTMENTS; n += 1) await shop.putAppointment(`L${n}`);
});
afterAll(() => shop.close());

const any = () => `L${randomInt(APPOINTMENTS)}`;
const DESTINATIONS = ['acme.ehr', 'acme.finals', 'acme.batches'];

/** Everybody who locks something, each again and again on the same few reports. */
const ACTORS: Record<string, () => Promise<unknown>> = {
  submit: () =>
    shop.submit(any(), { status: randomInt(3) === 0 ? 'final' : 'preliminary', text: `Text ${randomInt(9)}.` }),
  'submit with a key': () => shop.submit(any(), { status: 'final', key: `key-${randomInt(20)}` }),
  withdraw: () => shop.withdraw(any()),
  'update the appointment': () => shop.putAppointment(any(), { studyDescription: `Study ${randomInt(1000)}` }),
  deliver: () => deliverSome(),
  'deliver, too': () => deliverSome(),
  fetch: () => fetchOne(),
  'fetch, too': () => fetchOne(),
  gather: () => gather(),
  'gather, too': () => gather(),
  chores: async () => {
    await closeSuperseded(shop.context());
    await realignDeliveries(shop.context());
    await expireDeliveries(shop.context());
    await shop.db.execute(sql`update destination_states set recovered_at = now(), degraded_since = null`);
    await advanceRetries(shop.context(), { withinSeconds: 0 });
    await closeAppointments(shop.db);
  },
};

async function deliverSome(): Promise<void> {
  const claims = await claimDeliveries(shop.db, DESTINATIONS, 10, { perDestination: 5 });
  await renewLeases(shop.context(), claims);
  await Promise.all(
    claims.map((claim) => {
      const result = [DELIVERED, DELIVERED, retry('no answer'), refused('no')][randomInt(4)] ?? DELIVERED;
      return settle(shop, claim, result, { schedule: ['0s', '1h', '0s'] });
    }),
  );
}

async function fetchOne(): Promise<void> {
  const { rows } = await shop.db.execute<{ report_id: string }>(
    sql`select report_id from deliveries where destination = 'acme.fetched'
      order by state not in ('sending', 'ready'), random() limit 1`,
  );
  if (rows[0]) await getContent(shop.context(), CLIENT, rows[0].report_id);
}

/** As if the slot of everything that waits for one had come. */
async function gather(): Promise<void> {
  await shop.db.execute(sql`update deliveries set next_attempt_at = now()
    where id in (select id from deliveries where gathers order by id for update skip locked)`);
  await gatherFiles(shop.context());
}

test('nobody deadlocks with anybody, and counts never drift from the rows they count', async () => {
  const failures = new Map<string, number>();
  await Promise.all(
    Object.entries(ACTORS).map(async ([name, act]) => {
      for (let round = 0; round < ROUNDS; round += 1) {
        await act().catch((error: unknown) => {
          if (isDomainError(error) && ['conflict', 'not_found', 'gone'].includes(error.code)) return;
          const what = `${name}: ${sqlState(error) ?? String(error)}`;
          failures.set(what, (failures.get(what) ?? 0) + 1);
        });
      }
    }),
  );
  expect(Object.fromEntries(failures)).toEqual({});
  const { rows } = await shop.db.execute<{ deadlocks: number }>(
    sql`select deadlocks from pg_stat_database where datname = current_database()`,
  );
  expect(rows[0]?.deadlocks).toBe(0);
  expect(await driftedCounts()).toEqual([]);
});

/** Submissions whose stored counts differ from their routings. */
async function driftedCounts(): Promise<unknown[]> {
  const { rows } = await shop.db.execute(sql`
    select s.id, t.destination, t.waiting, t.retrying, t.failed, t.delivered, t.superseded from submissions s,
      jsonb_to_recordset(s.destinations) as t(destination text, waiting int, retrying int, failed int, delivered int, superseded int)
    where (t.waiting, t.retrying, t.failed, t.delivered, t.superseded) <> (
      select count(*) filter (where state = 'waiting'), count(*) filter (where state = 'retrying'),
        count(*) filter (where state = 'failed'), count(*) filter (where state = 'delivered'),
        count(*) filter (where state = 'superseded')
      from routings r where r.submission_id = s.id and r.destination = t.destination)`);
  return rows;
}
