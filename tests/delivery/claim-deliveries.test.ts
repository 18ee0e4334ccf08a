import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { connectDatabase } from '#db/client';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { closeSuperseded } from '#lib/delivery/close-superseded';
import { renewLeases } from '#lib/delivery/renew-leases';
import { openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { DELIVERED, dumpDeliveries, filesOf, refused, retry, settle } from './files.ts';

const START = Date.parse('2026-03-01T00:00:00Z');
const after = (seconds: number) => new Date(START + seconds * 1000);

let shop: Workshop;
let appointment = 0;
beforeAll(async () => {
  shop = await openWorkshop(['{ name: ehr, format: TEXT, transport: { type: "NULL" } }']);
});
afterAll(() => shop.close());

/** Each test has an appointment of its own, and no file of another is open. */
let id: string;
beforeEach(async () => {
  await closeAt(1e7);
  for (let left = await claim(1e7); left.length > 0; left = await claim(1e7)) {
    for (const file of left) await settle(shop, file, DELIVERED);
  }
  appointment += 1;
  id = `C${appointment}`;
  await shop.putAppointment(id);
});

const submit = (status: 'preliminary' | 'final', seconds: number) => shop.submit(id, { status, at: after(seconds) });
const claim = (seconds: number, leaseSeconds?: number) =>
  claimDeliveries(shop.db, ['acme.ehr'], 10, { at: after(seconds), leaseSeconds });
const closeAt = (seconds: number) => closeSuperseded(shop.context(after(seconds)));
const mine = async () => (await filesOf(shop.db)).filter((file) => file.appointmentId === id);
const states = async () => (await mine()).map(({ version, state }) => `${version} ${state}`);

test('eight claimers at once are never handed the same file, and together get every one', async () => {
  for (let n = 0; n < 100; n += 1) await shop.putAppointment(`${id}-${n}`);
  await Promise.all(
    Array.from({ length: 100 }, (_, n) => shop.submit(`${id}-${n}`, { status: 'final', at: after(0) })),
  );
  const claimers = Array.from({ length: 8 }, () => connectDatabase({ url: shop.url, poolSize: 1 }));
  const claimed = await Promise.all(
    claimers.map(async (db) => {
      const ids: number[] = [];
      for (let some = [0]; some.length > 0; ids.push(...some)) {
        some = (await claimDeliveries(db, ['acme.ehr'], 3, { at: after(1) })).map((file) => file.id);
      }
      return ids;
    }),
  );
  await Promise.all(claimers.map((db) => db.$client.end()));
  const ids = claimed.flat();
  expect(ids).toHaveLength(100);
  expect(new Set(ids).size).toBe(100);
});

test('however many files wait for one destination, or for one that cannot be sent to, those of another go on', async () => {
  for (const destination of ['acme.busy', 'acme.unsupported']) await insertFiles(destination, 300);
  await submit('final', 1000);
  const claims = await claimDeliveries(shop.db, ['acme.busy', 'acme.ehr'], 10, { at: after(1000) });
  expect(claims.map(({ destination }) => destination).sort()).toEqual([...Array(9).fill('acme.busy'), 'acme.ehr']);
  await shop.db.execute(sql`update deliveries set state = 'failed' where destination <> 'acme.ehr'`);
});

test('a claimed file is nobody else’s until its lease ends, then it is handed out again with a new token', async () => {
  await submit('final', 0);
  const [first] = await claim(1, 30);
  expect(await claim(30.9, 30)).toEqual([]);
  const [second] = await claim(31.1, 30);
  expect(second).toMatchObject({ id: first?.id, attempts: 2, leaseToken: Number(first?.leaseToken) + 1 });
});

test('several claimers after one lapsed lease: one gets the file', async () => {
  await submit('final', 0);
  await claim(1, 30);
  const claims = await Promise.all(Array.from({ length: 8 }, () => claim(40)));
  expect(claims.flat()).toHaveLength(1);
});

test.each([DELIVERED, retry('no answer'), refused('not wanted')])(
  'a worker that lost its lease changes nothing: $outcome',
  async (late) => {
    await submit('final', 0);
    const [lost] = await claim(1, 30);
    const [current] = await claim(40);
    if (!lost || !current) throw new Error('Nothing was claimed.');
    const before = await dumpDeliveries(shop.db);
    expect(await settle(shop, lost, late, { at: after(41) })).toBe(false);
    expect(await dumpDeliveries(shop.db)).toBe(before);

    expect(await settle(shop, current, DELIVERED, { at: after(42) })).toBe(true);
    const settled = await dumpDeliveries(shop.db);
    expect(await settle(shop, lost, late, { at: after(43) })).toBe(false);
    expect(await settle(shop, current, late, { at: after(43) })).toBe(false);
    expect(await dumpDeliveries(shop.db)).toBe(settled);
  },
);

test('a lease that ended without another claim is still good', async () => {
  await submit('final', 0);
  const [late] = await claim(1, 30);
  if (!late) throw new Error('Nothing was claimed.');
  expect(await settle(shop, late, DELIVERED, { at: after(100) })).toBe(true);
  expect(await states()).toEqual(['1 sent']);
});

test('a newer version waits while an older one is in flight, and follows it', async () => {
  await submit('preliminary', 0);
  const [older] = await claim(1);
  if (!older) throw new Error('Nothing was claimed.');
  await submit('final', 2);
  expect(await claim(3)).toEqual([]);
  expect(await settle(shop, older, DELIVERED, { at: after(4) })).toBe(true);
  expect(await claim(5)).toMatchObject([{ attempts: 1 }]);
  expect(await states()).toEqual(['1 sent', '2 sending']);
});

test('an older one in flight that cannot be delivered is not tried again once a newer came', async () => {
  const preliminary = await submit('preliminary', 0);
  const [older] = await claim(1);
  const final = await submit('final', 2);
  if (!older) throw new Error('Nothing was claimed.');
  await settle(shop, older, retry('The destination did not answer.'), { at: after(3) });
  expect(await states()).toEqual(['1 superseded', '2 queued']);
  const { destinations } = await shop.history(preliminary);
  expect(destinations[0]).toMatchObject({
    status: 'superseded',
    supersededBy: final,
    lastError: 'The destination did not answer.',
  });
});

test('an older one in flight whose worker never comes back is closed, and only then the newer one goes', async () => {
  await submit('preliminary', 0);
  const [older] = await claim(1, 30);
  const final = await submit('final', 2);
  expect([await closeAt(20), await claim(20)]).toEqual([0, []]);
  expect(await claim(40)).toEqual([]);
  expect(await closeAt(41)).toBe(1);
  expect(older && (await settle(shop, older, DELIVERED, { at: after(42) }))).toBe(false);
  expect(await claim(43)).toMatchObject([{ attempts: 1 }]);
  expect(await mine()).toMatchObject([
    { state: 'superseded', supersededBy: final },
    { state: 'sending', supersededBy: null },
  ]);
});

test('a queued file is superseded by a newer version without an attempt', async () => {
  await submit('preliminary', 0);
  const final = await submit('final', 1);
  expect(await claim(2)).toMatchObject([{ attempts: 1 }]);
  expect(await closeAt(2)).toBe(1);
  expect(await mine()).toMatchObject([
    { state: 'superseded', supersededBy: final, attempts: 0 },
    { state: 'sending', supersededBy: null, attempts: 1 },
  ]);
});

test('a file waiting for its next attempt is superseded at once, however late that attempt is', async () => {
  await submit('preliminary', 0);
  const [first] = await claim(1);
  if (!first) throw new Error('Nothing was claimed.');
  await settle(shop, first, retry('no answer'), { at: after(2), schedule: ['30d'] });
  expect(await claim(3)).toEqual([]);
  await submit('final', 4);
  expect([await closeAt(5), (await claim(5)).length]).toEqual([1, 1]);
  expect(await states()).toEqual(['1 superseded', '2 sending']);
});

test('of three versions in a row only the newest is sent', async () => {
  for (const seconds of [0, 1, 2]) await submit('preliminary', seconds);
  for (const file of await claim(3)) await settle(shop, file, DELIVERED, { at: after(4) });
  await closeAt(4);
  expect(await states()).toEqual(['1 superseded', '2 superseded', '3 sent']);
});

test('a file in flight when its report is withdrawn is not tried again after the withdrawal', async () => {
  await submit('final', 0);
  const [older] = await claim(1);
  await shop.withdraw(id, after(2));
  expect(await claim(3)).toEqual([]);
  if (older) await settle(shop, older, retry('no answer'), { at: after(4) });
  expect(await claim(1e6)).toHaveLength(1);
  expect(await states()).toEqual(['1 superseded', '2 sending']);
});

test('a file that nobody tried yet is closed by a withdrawal, and the destination is told nothing', async () => {
  await submit('final', 0);
  const withdrawal = await shop.withdraw(id, after(1));
  expect([await claim(2), await closeAt(2)]).toEqual([[], 1]);
  expect(await mine()).toMatchObject([{ state: 'superseded', supersededBy: withdrawal, attempts: 0 }]);
});

test('files whose worker did not come back are taken up one at a time, and hold up no others', async () => {
  for (const n of [1, 2, 3]) {
    await shop.putAppointment(`${id}-${n}`);
    await shop.submit(`${id}-${n}`, { status: 'final', at: after(0) });
  }
  expect(await claim(1, 30)).toHaveLength(3);
  await submit('final', 2);
  const rounds = [await claim(40), await claim(41), await claim(42), await claim(43)];
  expect(rounds.map((round) => round.map(({ lapsed, attempts }) => `${lapsed} ${attempts}`).sort())).toEqual([
    ['false 1', 'true 2'],
    ['true 2'],
    ['true 2'],
    [],
  ]);
});

test('a worker that has such a file in hand is given no other', async () => {
  await submit('final', 0);
  await claim(1, 30);
  expect(await claimDeliveries(shop.db, ['acme.ehr'], 10, { at: after(40), lapsed: false })).toEqual([]);
  expect(await claim(40)).toHaveLength(1);
});

test('superseded files, however many, keep no file from being claimed', async () => {
  await insertFiles('acme.ehr', 300, true);
  await submit('final', 1000);
  expect(await claim(1000)).toHaveLength(1);
  expect((await mine())[0]?.state).toBe('sending');
  expect(await closeAt(1000)).toBe(300);
});

test('a destination gets no more than its share of a worker, and one with fewer files in hand comes first', async () => {
  for (const destination of ['acme.busy', 'acme.slow', 'acme.ehr']) await insertFiles(destination, 20);
  const take = async (limit: number, inHand: string[]) => {
    const claims = await claimDeliveries(shop.db, ['acme.busy', 'acme.slow', 'acme.ehr'], limit, {
      at: after(1),
      inHand,
      perDestination: 5,
    });
    return claims.map(({ destination }) => destination).sort();
  };
  const of = (name: string, count: number) => Array<string>(count).fill(`acme.${name}`);
  expect(await take(1, [...of('busy', 3), ...of('slow', 3)])).toEqual(of('ehr', 1));
  expect(await take(20, [...of('busy', 5), ...of('slow', 4)])).toEqual([...of('ehr', 5), ...of('slow', 1)]);
  expect(await take(6, [])).toEqual([...of('busy', 2), ...of('ehr', 2), ...of('slow', 2)]);
  await shop.db.execute(sql`update deliveries set state = 'failed' where state <> 'sent'`);
});

test('a lease that is renewed stays its worker’s; one that was lost is not won back', async () => {
  await submit('final', 0);
  const [first] = await claim(1, 30);
  if (!first) throw new Error('Nothing was claimed.');
  await renewLeases(shop.context(after(29)), [first]);
  expect(await claim(80)).toEqual([]);
  const [second] = await claim(90);
  await renewLeases(shop.context(after(1000)), [first]);
  expect(second && (await settle(shop, first, DELIVERED, { at: after(1001) }))).toBe(false);
  expect(await claim(1002)).toHaveLength(1);
});

/** Files that wait, each of a report of its own, which a newer one has replaced or not. */
const insertFiles = (destination: string, count: number, isReplaced = false) =>
  shop.db.execute(sql`
    insert into deliveries (report_id, destination, organization, state, item_count, next_attempt_at, has_superseded, file_type,
      created_at, expires_at)
    select gen_random_uuid(), ${destination}, 'acme', 'queued', 1, ${after(0).toISOString()}, ${isReplaced}, 'TEXT', now(), now()
    from generate_series(1, ${count}::int)`);

test('a queued file is not sent to a receiver that its sender no longer shares with; a withdrawal still is', async () => {
  const share = (names: string[]) =>
    shop.db.execute(sql`update organizations set shares_with = ${sql.param(names)}::text[] where name = 'acme'`);
  const claimBox = async () =>
    (await claimDeliveries(shop.db, ['zenith.box'], 10, { at: after(1) })).map((file) => file.destination);
  await submit('final', 0);
  await shop.db.execute(sql`update deliveries set destination = 'zenith.box', organization = 'zenith'
    where state = 'queued' and destination = 'acme.ehr'`);
  expect(await claimBox()).toEqual([]);
  await share(['zenith.box']);
  expect(await claimBox()).toEqual(['zenith.box']);
  await share([]);
  await shop.db.execute(
    sql`update deliveries set state = 'queued', withdrawal = true where destination = 'zenith.box'`,
  );
  expect(await claimBox()).toEqual(['zenith.box']);
});
