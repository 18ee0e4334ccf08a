import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { attemptDelivery } from '#lib/delivery/attempt-delivery';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { settleDelivery } from '#lib/delivery/settle-delivery';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { DELIVERED, filesOf, refused, retry, settle } from './files.ts';

const START = Date.parse('2026-03-01T00:00:00Z');
const after = (seconds: number) => new Date(START + seconds * 1000);

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop([
    '{ name: ehr, format: TEXT, transport: { type: "NULL" }, retry: { schedule: [5s, 5m] } }',
  ]);
});
afterAll(() => shop.close());

let number = 0;
let id: string;
beforeEach(async () => {
  number += 1;
  id = `A${number}`;
  await shop.putAppointment(id);
});

const submit = () => shop.submit(id, { status: 'final', at: after(0) });
const claimAll = (seconds: number) => claimDeliveries(shop.db, ['acme.ehr'], 10, { at: after(seconds) });
const mine = async () => (await filesOf(shop.db)).find((file) => file.appointmentId === id);

async function claim(seconds: number) {
  const [file] = await claimAll(seconds);
  if (!file) throw new Error('Nothing was claimed.');
  return file;
}

async function attempt(seconds: number): Promise<void> {
  await attemptDelivery(shop.context(after(seconds)), await claim(seconds), await loadSnapshot(shop.db));
}

test('a file whose workers stop in every attempt is given up after the schedule’s last, with the reason', async () => {
  const report = await submit();
  for (const seconds of [0, 100, 200]) await claim(seconds);
  await attempt(300);
  expect(await claimAll(1e6)).toEqual([]);
  expect(await mine()).toMatchObject({ state: 'failed', attempts: 3 });
  const { overallStatus, deliveryState, destinations } = await shop.history(report);
  expect([overallStatus, deliveryState]).toEqual(['Waiting to Deliver', 'failed']);
  expect(destinations[0]).toMatchObject({ status: 'failed', attempts: 3 });
  expect(destinations[0]?.lastError).toMatch(/The last of 3 attempts ended without a result: the worker stopped/);
});

test('one worker that stopped costs one attempt, and the next delivers', async () => {
  const report = await submit();
  await claim(0);
  await attempt(100);
  expect(await mine()).toMatchObject({ state: 'sent', attempts: 2 });
  expect((await shop.history(report)).overallStatus).toBe('Delivered');
});

test('the schedule’s intervals pass on the clock before each next attempt', async () => {
  await submit();
  await settle(shop, await claim(0), retry('no answer'), { at: after(2) });
  expect(await claimAll(6.9)).toEqual([]);
  await settle(shop, await claim(7), retry('no answer'), { at: after(8) });
  expect(await claimAll(307.9)).toEqual([]);
  expect(await claim(308)).toMatchObject({ attempts: 3 });
  await attempt(1000);
});

test('the next attempt falls anywhere in the jitter, never before the schedule says', async () => {
  await submit();
  const settlement = { result: retry('no answer'), seconds: 0, schedule: ['100s'] };
  await settleDelivery(shop.context(after(0)), await claim(0), settlement);
  expect(await claimAll(99.9)).toEqual([]);
  await attempt(110.1);
  expect(await mine()).toMatchObject({ state: 'sent', attempts: 2 });
});

test('after the schedule’s last attempt the file has failed, and history says with what', async () => {
  const report = await submit();
  for (const seconds of [0, 100, 1000])
    await settle(shop, await claim(seconds), retry('no answer'), { at: after(seconds) });
  expect(await claimAll(1e6)).toEqual([]);
  const [destination] = (await shop.history(report)).destinations;
  expect(destination).toMatchObject({
    status: 'failed',
    attempts: 3,
    lastError: 'no answer (the last of 3 attempts)',
    nextRetryAt: null,
  });
});

test('a refusal ends the attempts at once', async () => {
  const report = await submit();
  await settle(shop, await claim(0), refused('AE: unknown patient'), { at: after(0) });
  expect(await claimAll(1e6)).toEqual([]);
  expect((await shop.history(report)).destinations[0]).toMatchObject({
    status: 'failed',
    lastError: 'AE: unknown patient',
  });
});

test('while a file waits for its next attempt history shows the error and when; once delivered the error is gone', async () => {
  const report = await submit();
  await settle(shop, await claim(0), retry('connection refused'), { at: after(1) });
  const waiting = (await shop.history(report)).destinations[0];
  const next = after(6).toISOString();
  expect(waiting).toMatchObject({
    status: 'retrying',
    lastError: 'connection refused',
    nextRetryAt: next,
    sending_at: next,
  });
  expect((await mine())?.closedAt).toBe(null);

  await attempt(10);
  const delivered = (await shop.history(report)).destinations[0];
  expect(delivered).toMatchObject({
    status: 'delivered',
    lastError: null,
    nextRetryAt: null,
    sending_at: next,
    attempts: 2,
  });
  expect((await mine())?.closedAt).not.toBe(null);
});

test('every attempt that came to an end is kept with its outcome', async () => {
  await submit();
  await settle(shop, await claim(0), retry('connection refused'), { at: after(1) });
  await claim(10);
  await settle(shop, await claim(100), DELIVERED, { at: after(101) });
  const { rows } = await shop.db.execute(sql`select attempt, outcome, detail from delivery_attempts
    where delivery_id = ${(await mine())?.id} order by attempt`);
  expect(rows).toEqual([
    { attempt: 1, outcome: 'retry', detail: 'connection refused' },
    { attempt: 3, outcome: 'delivered', detail: null },
  ]);
});

test('a file that is settled is closed, one that is not is open', async () => {
  await submit();
  await settle(shop, await claim(0), retry('no answer'), { at: after(1) });
  await settle(shop, await claim(10), refused('no'), { at: after(11) });
  const { rows } = await shop.db.execute<{ state: string; closed: boolean }>(
    sql`select distinct state, closed_at is not null as closed from deliveries`,
  );
  for (const { state, closed } of rows) expect([state, closed]).toEqual([state, ['sent', 'failed'].includes(state)]);
});

afterEach(() => {
  vi.useRealTimers();
});

test('when a file is tried again the database’s clock says, however wrong the worker’s is', async () => {
  vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + 86_400_000 });
  await shop.submit(id, { status: 'final' });
  const [file] = await claimDeliveries(shop.db, ['acme.ehr'], 1);
  if (!file) throw new Error('Nothing was claimed.');
  await settle(shop, file, retry('no answer'));
  const { rows } = await shop.db.execute(sql`
    select next_attempt_at between now() - interval '1 minute' and now() + interval '5 seconds' as next,
      finished_at between now() - interval '1 minute' and now() as finished
    from deliveries d join delivery_attempts on delivery_id = d.id where d.id = ${file.id}`);
  expect(rows).toEqual([{ next: true, finished: true }]);
  await shop.db.execute(sql`update deliveries set state = 'failed' where id = ${file.id}`);
});

/** Each of the next `times` settlements fails as `how` says; the file has been sent by then. */
async function failSettling(times: number, how: string): Promise<void> {
  await shop.db.execute(sql`create sequence settlements`);
  await shop.db.execute(
    sql.raw(`create function fail_settling() returns trigger language plpgsql as $$
    begin
      if nextval('settlements') <= ${times} then ${how}; end if;
      return new;
    end $$`),
  );
  await shop.db.execute(sql`create trigger fail_settling before update on deliveries
    for each row when (new.state = 'sent') execute function fail_settling()`);
}

test.each([
  ['its lock is not granted in time', "raise exception 'no lock' using errcode = '55P03'"],
  ['its connection is cut', 'perform pg_terminate_backend(pg_backend_pid())'],
])('a file that was sent is settled, and not sent again, although %s', async (_, how) => {
  const report = await submit();
  const file = await claim(0);
  await failSettling(2, how);
  await attemptDelivery(shop.context(after(0)), file, await loadSnapshot(shop.db));
  await shop.db.execute(sql`drop function fail_settling cascade`);
  await shop.db.execute(sql`drop sequence settlements`);
  expect(await mine()).toMatchObject({ state: 'sent', attempts: 1 });
  expect(await claimAll(1e6)).toEqual([]);
  expect((await shop.history(report)).overallStatus).toBe('Delivered');
});

test('a file whose destination can no longer be sent to is settled, and says so', async () => {
  const report = await submit();
  const file = await claim(0);
  const settings = sql`jsonb_set(settings, '{transport}', '{"type": "DOWNLOAD"}')`;
  await shop.db.execute(sql`update receivers set settings = ${settings}`);
  await attemptDelivery(shop.context(after(0)), file, await loadSnapshot(shop.db));
  expect(await mine()).toMatchObject({ state: 'retrying', attempts: 1 });
  expect((await shop.history(report)).destinations[0]?.lastError).toMatch(/name no way to send to it/);
  await shop.db.execute(sql`update receivers set settings = jsonb_set(settings, '{transport}', '{"type": "NULL"}')`);
});
