import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectDatabase } from '#db/client';
import { type ClaimedDelivery, claimDeliveries } from '#lib/delivery/claim-deliveries';
import { DEGRADED_AFTER } from '#lib/delivery/weigh-attempt';
import { openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { DELIVERED, filesOf, refused, retry, settle } from './files.ts';

const START = Date.parse('2026-03-01T00:00:00Z');
const after = (seconds: number) => new Date(START + seconds * 1000);
const DEAD = 'acme.dead';
const SCHEDULE = ['5s', '5m', '30m', '2h', '5h', '10h', '14h', '20h', '24h'];

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop([
    '{ name: dead, format: TEXT, transport: { type: "NULL" } }',
    '{ name: well, format: TEXT, transport: { type: "NULL" } }',
  ]);
});
afterAll(() => shop.close());
beforeEach(async () => {
  await shop.db.execute(sql`delete from destination_states`);
  await shop.db.execute(sql`update deliveries set state = 'failed', closed_at = now()`);
});

let number = 0;
/** So many reports, each with a file to either destination. */
async function submit(count: number): Promise<string[]> {
  const reports = Array.from({ length: count }, async () => {
    const id = `B${(number += 1)}`;
    await shop.putAppointment(id);
    return shop.submit(id, { status: 'final', at: after(0) });
  });
  return Promise.all(reports);
}
const claim = (seconds: number, names = [DEAD]) => claimDeliveries(shop.db, names, 20, { at: after(seconds) });
const one = async (seconds: number): Promise<ClaimedDelivery> => {
  const [first, ...others] = await claim(seconds);
  if (!first || others.length > 0) throw new Error(`${others.length + (first ? 1 : 0)} files were claimed, not one.`);
  return first;
};
const fail = (claims: ClaimedDelivery[], seconds: number) =>
  Promise.all(claims.map((held) => settle(shop, held, retry('no answer'), { at: after(seconds), schedule: SCHEDULE })));
const turns = async () =>
  (
    await shop.db.execute<{ action: string }>(sql`select action from audit_events
      where action in ('receiver.degraded', 'receiver.recovered') and entity_id = ${DEAD} order by id`)
  ).rows.map(({ action }) => action);

test('after some faults in a row one file at a time is tried, later and later, and no other loses an attempt', async () => {
  const before = (await turns()).length;
  await submit(40);
  await fail(await claim(0), 1);
  expect(await claim(3)).toEqual([]);
  let [now, tries] = [6, 0];
  const waits: number[] = [];
  // Eight hours in which it does not answer.
  for (let last = now; now < 8 * 3600; now += 1) {
    const claims = await claim(now);
    if (claims.length === 0) {
      // Nothing is due for longer and longer: the clock jumps to just before the next try.
      const { rows } = await shop.db.execute<{ at: Date }>(sql`select probe_at as at from destination_states`);
      now = Math.max(now, Math.floor((new Date(rows[0]?.at ?? 0).getTime() - START) / 1000) - 1);
      continue;
    }
    expect(claims).toHaveLength(1);
    expect(claims[0]).toMatchObject({ isProbe: true });
    // While it is on its way there is no other, whoever asks.
    expect(await claim(now + 30)).toEqual([]);
    await fail(claims, now);
    waits.push(now - last);
    last = now;
    tries += 1;
  }
  expect(waits.slice(1, 7)).toEqual([10, 20, 40, 80, 160, 300]);
  expect(tries).toBeLessThan(110);
  const files = await filesOf(shop.db, DEAD);
  const open = files.filter(({ state }) => state === 'queued' || state === 'retrying');
  expect(open).toHaveLength(40);
  const used = open.reduce((sum, { attempts }) => sum + attempts, 0);
  expect(used).toBe(20 + tries);
  expect((await turns()).slice(before)).toEqual(['receiver.degraded']);
});

test('the first success ends it, for all workers, and is told once', async () => {
  const before = (await turns()).length;
  await submit(DEGRADED_AFTER + 3);
  await fail((await claim(0)).slice(0, DEGRADED_AFTER), 1);
  await shop.db.execute(
    sql`update deliveries set lease_until = ${after(0).toISOString()}::timestamptz where state = 'sending'`,
  );
  const probe = await one(7);
  await settle(shop, probe, DELIVERED, { at: after(8) });
  expect((await claim(20)).length).toBeGreaterThan(3);
  expect((await turns()).slice(before)).toEqual(['receiver.degraded', 'receiver.recovered']);
  const { rows } = await shop.db
    .execute(sql`select degraded_since, recovered_at = ${after(8).toISOString()}::timestamptz as told
    from destination_states`);
  expect(rows).toEqual([{ degraded_since: null, told: true }]);
});

test('a destination that answers, whatever it says, is not degraded; faults count only in a row', async () => {
  await submit(12);
  const claims = await claim(0);
  for (const [index, held] of claims.entries()) {
    const answers = [
      retry('no answer'),
      refused('AE'),
      { ...retry('AR'), reached: true },
      { ...retry('ours'), reached: null },
    ];
    await settle(shop, held, answers[index % 4] ?? DELIVERED, { at: after(1) });
  }
  const { rows } = await shop.db.execute(sql`select degraded_since as since from destination_states`);
  expect(rows).toEqual([{ since: null }]);
});

test('however many workers look at once, one file goes', async () => {
  await submit(60);
  await fail((await claim(0)).slice(0, 20), 1);
  const pools = Array.from({ length: 10 }, () => connectDatabase({ url: shop.url, poolSize: 1 }));
  for (let round = 0; round < 60; round += 1) {
    const at = after(100 + round * 400);
    const taken = (await Promise.all(pools.map((db) => claimDeliveries(db, [DEAD], 20, { at })))).flat();
    expect(taken).toHaveLength(1);
    await fail(taken, 100 + round * 400);
  }
  await Promise.all(pools.map((db) => db.$client.end()));
});

test('a probe whose worker stopped is followed by another when its lease has ended', async () => {
  await submit(8);
  await fail(await claim(0), 1);
  await one(400);
  expect(await claim(430)).toEqual([]);
  expect(await one(900)).toMatchObject({ isProbe: true, lapsed: true });
});

test('the other destinations do not notice', async () => {
  await submit(6);
  await fail(await claim(0), 1);
  expect(await claim(2, [DEAD, 'acme.well'])).toHaveLength(6);
  await shop.db.execute(sql`update deliveries set state = 'failed' where destination = 'acme.well'`);
});

test('a destination that asks for patience gets it before the next try', async () => {
  await submit(8);
  const patient = { outcome: 'retry', detail: '429', retryAfterSeconds: 1000 } as const;
  for (const held of await claim(0)) await settle(shop, held, patient, { at: after(1) });
  expect(await claim(1000)).toEqual([]);
  expect(await claim(1002)).toHaveLength(1);
});

test('history says that the destination does not answer and when the next try is, never a time that has passed', async () => {
  const reports = await submit(DEGRADED_AFTER + 1);
  const claims = await claim(0);
  await settle(shop, claims.pop() ?? Object(null), DELIVERED, { at: after(1) });
  await fail(claims, 1);
  const held = (await Promise.all(reports.map((report) => shop.history(report)))).flatMap(({ destinations }) =>
    destinations.filter(({ service, status }) => service === 'dead' && status === 'retrying'),
  );
  expect(held).toHaveLength(DEGRADED_AFTER);
  for (const told of held) {
    expect(told).toMatchObject({
      degradedSince: after(1).toISOString(),
      nextRetryAt: after(6).toISOString(),
      pausedSince: null,
    });
  }
  const probe = await one(6);
  await fail([probe], 7);
  const later = (await Promise.all(reports.map((report) => shop.history(report)))).flatMap(({ destinations }) =>
    destinations.flatMap(({ service, nextRetryAt }) => (service === 'dead' ? (nextRetryAt ?? []) : [])),
  );
  for (const at of later) expect(Date.parse(at)).toBeGreaterThanOrEqual(after(17).getTime());
});
