import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { transaction } from '#db/client';
import { advanceRetries } from '#lib/delivery/advance-retries';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import type { Settlement } from '#lib/delivery/settle-delivery';
import { tryAnew } from '#lib/settings/try-anew';
import { openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { DELIVERED, filesOf, retry, settle } from './files.ts';

const DAY = 86_400;
const MINUTE = 60;
const START = Date.parse('2026-03-01T00:00:00Z');
const after = (seconds: number) => new Date(START + seconds * 1000);
const SCHEDULE = ['5s', '5m', '30m', '2h', '5h', '10h', '14h', '20h', '24h'];
const EHR = 'acme.ehr';

type Result = Settlement['result'];
const silent = retry('no answer');

let shop: Workshop;
let clock = 0;
beforeAll(async () => {
  shop = await openWorkshop(['{ name: ehr, format: TEXT, transport: { type: "NULL" } }']);
});
afterAll(() => shop.close());
beforeEach(async () => {
  clock = 0;
  await shop.db.execute(sql`delete from destination_states`);
  await shop.db.execute(sql`update deliveries set state = 'superseded', closed_at = now() where closed_at is null`);
  await shop.db.execute(sql`delete from delivery_attempts`);
});

let number = 0;
async function submit(count: number): Promise<string[]> {
  const reports: string[] = [];
  for (let n = 0; n < count; n += 1) {
    const id = `R${(number += 1)}`;
    await shop.putAppointment(id);
    reports.push(await shop.submit(id, { status: 'final', at: after(clock) }));
  }
  return reports;
}

const open = async () =>
  (await filesOf(shop.db)).filter(({ state }) => ['queued', 'sending', 'retrying'].includes(state));

/** When something can be claimed next; null when nothing is left. */
async function nextDue(): Promise<number | null> {
  const { rows } = await shop.db.execute<{ due: string | null }>(sql`
    select greatest(min(d.next_attempt_at), max(s.probe_at)) as due from deliveries d
    left join destination_states s on s.destination = d.destination and s.degraded_since is not null
    where d.state in ('queued', 'retrying') and not d.has_superseded`);
  return rows[0]?.due ? Math.ceil((Date.parse(rows[0].due) - START) / 1000) : null;
}

/** A worker, until nothing is due before `until`, in seconds from the start; the clock goes from one due time to the next. */
async function work(until: number, answer: (seconds: number, id: number) => Result): Promise<void> {
  for (;;) {
    const context = shop.context(after(clock));
    for (;;) {
      await advanceRetries(context);
      const claims = await claimDeliveries(shop.db, [EHR], 10, { at: context.at });
      if (claims.length === 0) break;
      for (const claim of claims) {
        await settle(shop, claim, answer(clock, claim.id), { at: after(clock), schedule: SCHEDULE });
      }
    }
    const due = await nextDue();
    if (due === null || due >= until) break;
    clock = Math.max(clock + 1, due);
  }
  clock = until;
}

const nextRetryOf = async (report: string) => (await shop.history(report)).destinations[0]?.nextRetryAt ?? null;

test('after an outage of a day every file that was tried is sent within a minute of the recovery', async () => {
  const reports = await submit(12);
  await work(DAY, () => silent);
  const tried = await open();
  expect(tried.map(({ state }) => state)).toEqual(Array(12).fill('retrying'));
  const recovered = (await nextDue()) ?? 0;
  // However little there is to send, it is tried every few minutes whether it answers again.
  expect(recovered - DAY).toBeLessThanOrEqual(6 * MINUTE);
  await work(recovered + MINUTE, () => DELIVERED);
  const told = await Promise.all(reports.map((report) => shop.history(report)));
  for (const { overallStatus, actualCompletionAt, plannedCompletionAt } of told) {
    expect(overallStatus).toBe('Delivered');
    expect(Date.parse(plannedCompletionAt ?? '')).toBeLessThanOrEqual(Date.parse(actualCompletionAt ?? ''));
    expect(Date.parse(actualCompletionAt ?? '')).toBeLessThanOrEqual(after(recovered + MINUTE).getTime());
  }
});

test('a destination that flaps uses up no file’s schedule by having it brought forward', async () => {
  await submit(20);
  await work(MINUTE, () => silent);
  // It takes one file, once in a while, and none of those that follow.
  for (let round = 0; round < 12; round += 1) {
    let isTaken = false;
    await work(clock + 10 * MINUTE, () => {
      if (isTaken) return silent;
      isTaken = true;
      return DELIVERED;
    });
  }
  expect((await filesOf(shop.db)).filter(({ state }) => state === 'failed')).toEqual([]);
  expect(await open()).toHaveLength(8);
  const { rows } = await shop.db.execute<{ most: number; forward: number }>(sql`
    select max(schedule_used) as most, sum(attempts - schedule_used)::int as forward from deliveries where closed_at is null`);
  expect(rows[0]?.forward).toBeGreaterThan(40);
  // Of nine: one for each recovery, and there would be none left.
  expect(rows[0]?.most).toBeLessThanOrEqual(5);
});

test.each([
  ['AR', { ...retry('The receiver answered AR: Later'), reached: true } as const],
  ['503', { ...retry('The destination answered 503.'), status: 503 } as const],
])(
  'a file that is answered %s time and again fails in the end, at a destination that takes the others',
  async (_, no) => {
    await submit(6);
    const bad = new Set((await open()).map(({ id }) => id));
    // They were brought forward often already.
    await shop.db.execute(sql`update deliveries set attempts = 95 where closed_at is null`);
    for (let quarter = 0; quarter < 24; quarter += 1) {
      await submit(1);
      await work(clock + 6 * 3600, (_seconds, id) => (bad.has(id) ? no : DELIVERED));
    }
    const files = (await filesOf(shop.db)).filter(({ id }) => bad.has(id));
    expect(files.map(({ state }) => state)).toEqual(Array(6).fill('failed'));
    for (const { attempts } of files) expect(attempts).toBeLessThanOrEqual(110);
  },
);

test('no file comes sooner than its destination asked for, however early it answers again', async () => {
  const [patient, ...others] = await submit(7);
  const [first] = await open();
  // Its own next retry would come in five hours.
  await shop.db.execute(sql`update deliveries set attempts = 4, schedule_used = 4 where id = ${first?.id}`);
  await work(1, (_, id) => (id === first?.id ? { ...silent, retryAfterSeconds: 3600 } : silent));
  expect(await nextRetryOf(patient ?? '')).toBe(after(5 * 3600).toISOString());
  await work(8 * MINUTE, () => silent);
  await work(20 * MINUTE, () => DELIVERED);
  for (const report of others) expect((await shop.history(report)).overallStatus).toBe('Delivered');
  expect(await nextRetryOf(patient ?? '')).toBe(after(3600).toISOString());
  expect((await shop.history(patient ?? '')).overallStatus).toBe('Waiting to Deliver');
});

test('history tells when a file that was brought forward is tried, before and after', async () => {
  const [report = ''] = await submit(6);
  await work(6 * 3600, () => silent);
  const probe = (await nextDue()) ?? 0;
  const told = (await shop.history(report)).destinations[0];
  expect(Date.parse(told?.nextRetryAt ?? '')).toBeGreaterThanOrEqual(after(probe - 1).getTime());
  clock = probe;
  const [claim] = await claimDeliveries(shop.db, [EHR], 10, { at: after(clock) });
  if (!claim) throw new Error('Nothing was due.');
  await settle(shop, claim, DELIVERED, { at: after(clock), schedule: SCHEDULE });
  expect(await advanceRetries(shop.context(after(clock)))).toBe(5);
  for (const { destinations } of await Promise.all((await reportsOf()).map((id) => shop.history(id)))) {
    const { nextRetryAt, sending_at: planned } = destinations[0] ?? {};
    expect(planned).toBe(nextRetryAt);
    expect(Date.parse(nextRetryAt ?? '')).toBeGreaterThanOrEqual(after(clock).getTime());
    expect(Date.parse(nextRetryAt ?? '')).toBeLessThanOrEqual(after(clock + MINUTE).getTime());
  }
  expect(await advanceRetries(shop.context(after(clock)))).toBe(0);
});

test('a file that somebody holds is left for the next time, and nobody waits', async () => {
  await submit(6);
  await work(20 * MINUTE, () => silent);
  await shop.db.execute(sql`update deliveries set next_attempt_at = ${after(clock + 3600).toISOString()}::timestamptz`);
  await shop.db.execute(sql`update destination_states set degraded_since = null, faults = 0,
    recovered_at = ${after(clock).toISOString()}::timestamptz`);
  const [held, other] = await open();
  await transaction(shop.db, async (tx) => {
    await tx.execute(sql`select 1 from deliveries where id = ${held?.id} for update`);
    await tx.execute(sql`select 1 from submissions where id = (select submission_id from delivery_items
      where delivery_id = ${other?.id}) for update`);
    expect(await advanceRetries(shop.context(after(clock)))).toBe(4);
  });
  expect(await advanceRetries(shop.context(after(clock)))).toBe(2);
});

test('a change of its settings has a destination tried at once, also where no file is due for hours', async () => {
  await submit(6);
  await work(3 * 3600, () => silent);
  await transaction(shop.db, (tx) => tryAnew(shop.context(after(clock)), tx, EHR));
  await advanceRetries(shop.context(after(clock)));
  expect(await claimDeliveries(shop.db, [EHR], 10, { at: after(clock) })).toMatchObject([{ isProbe: true }]);
});

/** Reports of what waits, oldest first. */
async function reportsOf(): Promise<string[]> {
  const { rows } = await shop.db.execute<{ guid: string }>(sql`select s.report_guid as guid from deliveries d
    join delivery_items i on i.delivery_id = d.id join submission_items s using (submission_id, item_index)
    where d.state = 'retrying' order by d.id`);
  return rows.map(({ guid }) => guid);
}
