import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { transaction } from '#db/client';
import { claimDeliveries, type ClaimedDelivery } from '#lib/delivery/claim-deliveries';
import { keepContents } from '#lib/attempts/keep-content';
import { settleDelivered, type DeliveredFile } from '#lib/delivery/settle-delivered';
import { settleDelivery } from '#lib/delivery/settle-delivery';
import { settleTogether } from '#lib/delivery/settle-together';
import { openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { until } from '../support/until.ts';
import { DELIVERED, filesOf, retry, settle } from './files.ts';

const AT = new Date('2031-03-04T05:06:07.000Z');
const DESTINATIONS = ['acme.archive', 'acme.ehr'];

let shop: Workshop;
let appointments = 0;
beforeAll(async () => {
  shop = await openWorkshop([
    '{ name: archive, format: TEXT, transport: { type: "NULL" } }',
    '{ name: ehr, format: TEXT, transport: { type: "NULL" } }',
  ]);
});
afterAll(() => shop.close());
beforeEach(async () => {
  await shop.db.execute(sql`update deliveries set state = 'failed', closed_at = now() where state <> 'sent'`);
  await shop.db.execute(sql`delete from destination_states`);
});

/** Claims the files of so many new reports, two each. */
async function claimNew(reports: number): Promise<{ guids: string[]; claims: ClaimedDelivery[] }> {
  const guids: string[] = [];
  for (let n = 0; n < reports; n += 1) {
    appointments += 1;
    await shop.putAppointment(`T${appointments}`);
    guids.push(await shop.submit(`T${appointments}`, { status: 'final', at: AT }));
  }
  const claims = await claimDeliveries(shop.db, DESTINATIONS, reports * 2, { at: AT });
  expect(claims).toHaveLength(reports * 2);
  return { guids, claims: claims.toSorted((a, b) => a.id - b.id) };
}

const delivered = (claim: ClaimedDelivery): DeliveredFile => ({
  claim,
  seconds: 0.25,
  answer: { address: '192.0.2.7:2575', status: 200 },
  kept: keepContents(Buffer.from('a file'), Buffer.from('taken')),
});

const settleAll = (claims: readonly ClaimedDelivery[]): Promise<Set<number>> =>
  settleDelivered(shop.context(AT), claims.map(delivered));

test('files settled together become what each would by itself: state, attempt, fates, counts and status', async () => {
  const [alone, together] = [await claimNew(1), await claimNew(1)];
  for (const claim of alone.claims) {
    const { answer, seconds, kept } = delivered(claim);
    await settleDelivery(shop.context(AT), claim, {
      result: { outcome: 'delivered', ...answer },
      seconds,
      schedule: [],
      kept,
    });
  }
  expect(await settleAll(together.claims)).toEqual(new Set(together.claims.map(({ id }) => id)));
  const told = await outcomeOf(together.guids[0]);
  expect(told).toEqual(await outcomeOf(alone.guids[0]));
  expect(told).toMatchObject({ overall_status: 'Delivered', delivery_state: 'delivered' });
});

/** What is stored of a report's way, without what names it. */
async function outcomeOf(guid: string | undefined): Promise<unknown> {
  const { rows } = await shop.db.execute(sql`
    select s.overall_status, s.delivery_state, s.last_reached_at, s.destinations,
      jsonb_agg(jsonb_build_array(r.destination, r.state, d.state, d.attempts, d.last_error, d.lease_until, d.closed_at,
        a.attempt, a.outcome, a.started_at, a.finished_at, a.address, a.reply_status, a.content_sha256 is not null,
        (select jsonb_agg(c.byte_count order by c.byte_count) from delivery_contents c where c.delivery_id = d.id))
        order by d.destination) as files
    from submissions s join delivery_items i on i.submission_id = s.id
    join deliveries d on d.id = i.delivery_id join delivery_attempts a on a.delivery_id = d.id
    join routings r on r.submission_id = s.id and r.destination = d.destination
    where s.report_id = ${guid ?? null}::uuid group by s.id`);
  return rows[0];
}

test('a file whose submission somebody holds is left as it is, and keeps no other from being settled', async () => {
  const { guids, claims } = await claimNew(2);
  await transaction(shop.db, async (tx) => {
    await tx.execute(sql`select 1 from submissions where report_id = ${guids[0] ?? null}::uuid for update`);
    const settled = await settleAll(claims);
    expect(claims.filter(({ id }) => settled.has(id))).toHaveLength(2);
  });
  const states = (await filesOf(shop.db)).filter(({ id }) => claims.some((claim) => claim.id === id));
  expect(states.map(({ state }) => state).toSorted()).toEqual(['sending', 'sending', 'sent', 'sent']);
  expect((await shop.history(guids[0] ?? '')).overallStatus).toBe('Waiting to Deliver');
  expect((await shop.history(guids[1] ?? '')).overallStatus).toBe('Delivered');
});

test('a file whose lease was lost is not settled, whoever else is', async () => {
  const { claims } = await claimNew(1);
  const [lost, kept] = claims;
  if (!lost || !kept) throw new Error('Two files were to be claimed.');
  await settle(shop, lost, retry('no answer'), { at: AT });
  expect(await settleAll(claims)).toEqual(new Set([kept.id]));
  const file = (await filesOf(shop.db)).find(({ id }) => id === lost.id);
  expect(file).toMatchObject({ state: 'retrying', lastError: 'no answer' });
});

test('a file to a destination that did not answer before is settled by itself, which notes that it answers again', async () => {
  const { claims } = await claimNew(1);
  const [faulty, other] = claims;
  if (!faulty || !other) throw new Error('Two files were to be claimed.');
  await shop.db.execute(sql`insert into destination_states (destination, faults) values (${faulty.destination}, 2)`);
  expect(await settleAll(claims)).toEqual(new Set([other.id]));
  await settle(shop, faulty, DELIVERED, { at: AT });
  const { rows } = await shop.db.execute(sql`select faults from destination_states`);
  expect(rows).toEqual([{ faults: 0 }]);
});

test('files of a submission that somebody holds wait for it together, and are settled once it is free', async () => {
  const { guids, claims } = await claimNew(2);
  const settleFile = settleTogether(shop.context(AT));
  let waiting: Promise<boolean>[] = [];
  await transaction(shop.db, async (tx) => {
    await tx.execute(sql`select 1 from submissions where report_id = ${guids[0] ?? null}::uuid for update`);
    waiting = claims.map((claim) => settleFile(delivered(claim)));
    await until(
      'those of the other are settled',
      async () => (await shop.history(guids[1] ?? '')).overallStatus === 'Delivered',
    );
  });
  expect(await Promise.all(waiting)).toEqual([true, true, true, true]);
  expect((await shop.history(guids[0] ?? '')).overallStatus).toBe('Delivered');
});

test('a file that cannot be had for long is given back, to be settled by itself', async () => {
  const { guids, claims } = await claimNew(1);
  const settleFile = settleTogether(shop.context(AT));
  await transaction(shop.db, async (tx) => {
    await tx.execute(sql`select 1 from submissions where report_id = ${guids[0] ?? null}::uuid for update`);
    expect(await Promise.all(claims.map((claim) => settleFile(delivered(claim))))).toEqual([false, false]);
  });
});
