import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { closeAppointments } from '#lib/appointments/close-appointments';
import { expireDeliveries } from '#lib/delivery/expire-deliveries';
import { getContent } from '#lib/delivery/get-content';
import { purgeExpiredKeys } from '#lib/idempotency/purge-expired-keys';
import { deliverDue } from '../support/deliver-due.ts';
import { CLIENT, openWorkshop, type Workshop } from '../support/open-workshop.ts';

const DAY = 86_400_000;
const daysAgo = (days: number) => new Date(Date.now() - days * DAY);

let shop: Workshop;
beforeAll(async () => {
  shop = await openWorkshop(['{ name: fetched, format: TEXT, transport: { type: DOWNLOAD } }'], {
    organization: '    correctionWindowMinutes: 60',
  });
});
afterAll(() => shop.close());

/** The same chore by four workers at once: what each says it did. */
const fourTimes = (chore: () => Promise<number>) => Promise.all([chore(), chore(), chore(), chore()]);
const sum = (counts: number[]) => counts.reduce((total, count) => total + count, 0);

async function submit(appointmentId: string, at: Date | null, key?: string): Promise<string> {
  await shop.putAppointment(appointmentId);
  return shop.submit(appointmentId, { status: 'final', at, key });
}

async function fileOf(appointmentId: string): Promise<{ state: string; report_id: string; expires_at: string }> {
  const { rows } = await shop.db.execute<{ state: string; report_id: string; expires_at: string }>(sql`
    select d.state, d.report_id, d.expires_at from deliveries d join delivery_items i on i.delivery_id = d.id
    where i.order_key = ${`acme/${appointmentId}`} order by d.id desc`);
  if (!rows[0]) throw new Error('There is no such file.');
  return rows[0];
}

test('appointments whose correction window has ended are closed once, however many workers do it', async () => {
  for (let n = 0; n < 20; n += 1) await submit(`W${n}`, n < 15 ? daysAgo(1) : null);
  await shop.putAppointment('W-open');
  const before = await rowVersions();
  expect(sum(await fourTimes(() => closeAppointments(shop.db)))).toBe(15);
  expect(sum(await fourTimes(() => closeAppointments(shop.db)))).toBe(0);
  const after = await rowVersions();
  for (const [id, { status, version }] of after) {
    const closed = before.get(id)?.due ?? false;
    expect({ id, status, version }).toEqual({
      id,
      status: closed ? 'FINALISED' : 'PENDING REPORTING',
      version: (before.get(id)?.version ?? 0) + (closed ? 1 : 0),
    });
  }
});

async function rowVersions() {
  const { rows } = await shop.db.execute<{ id: string; status: string; version: number; due: boolean }>(sql`
    select appointment_id as id, status, row_version as version,
      coalesce(first_final_at < now() - interval '1 hour', false) as due from appointments`);
  return new Map(rows.map((row) => [row.id, row]));
}

test('files that nobody fetched in 30 days fail once, all of them, and history says so', async () => {
  const reports: string[] = [];
  for (let n = 0; n < 130; n += 1) reports.push(await submit(`E${n}`, daysAgo(31)));
  const young = await submit('E-young', daysAgo(29));
  expect(sum(await fourTimes(() => expireDeliveries(shop.context())))).toBe(130);
  expect(sum(await fourTimes(() => expireDeliveries(shop.context())))).toBe(0);
  for (const report of [reports.at(0), reports.at(-1)]) {
    const { overallStatus, deliveryState, destinations } = await shop.history(report ?? '');
    expect([overallStatus, deliveryState]).toEqual(['Waiting to Deliver', 'failed']);
    const lastError = 'Nobody fetched the file in the 30 days it was offered.';
    expect(destinations[0]).toMatchObject({ status: 'failed', lastError });
  }
  expect((await shop.history(young)).deliveryState).toBe('waiting');
});

test('a file past its 30 days is gone, also before a worker has noticed', async () => {
  await submit('G1', daysAgo(31));
  const { report_id } = await fileOf('G1');
  await expect(getContent(shop.context(), CLIENT, report_id)).rejects.toMatchObject({ code: 'gone' });
  expect((await fileOf('G1')).state).toBe('ready');
  await expireDeliveries(shop.context());
  await expect(getContent(shop.context(), CLIENT, report_id)).rejects.toMatchObject({ code: 'gone' });
});

test('a file that was fetched never expires, and neither does one that a newer version replaced', async () => {
  const fetched = await submit('F1', daysAgo(29));
  await getContent(shop.context(), CLIENT, (await fileOf('F1')).report_id);
  await submit('F2', daysAgo(29));
  const older = await fileOf('F2');
  await shop.submit('F2', { status: 'final', text: 'Corrected.', at: new Date(daysAgo(29).getTime() + 60_000) });
  await shop.db.execute(sql`update deliveries set expires_at = now()`);
  expect(await expireDeliveries(shop.context())).toBeGreaterThan(0);
  await deliverDue(shop.context());
  expect((await shop.history(fetched)).overallStatus).toBe('Delivered');
  const { rows } = await shop.db.execute<{ state: string }>(
    sql`select state from deliveries where report_id = ${older.report_id}`,
  );
  expect(rows).toEqual([{ state: 'superseded' }]);
});

test('keys are purged when their 24 hours have passed and never before', async () => {
  for (let n = 0; n < 12; n += 1) await submit(`K${n}`, null, `key-${n}`);
  await shop.db.execute(sql`update idempotency_keys set created_at = now() - interval '24 hours'
    where key in ('key-0', 'key-1', 'key-2')`);
  await shop.db.execute(sql`update idempotency_keys set created_at = now() - interval '23 hours 59 minutes'
    where key = 'key-3'`);
  expect(sum(await fourTimes(() => purgeExpiredKeys(shop.db)))).toBe(3);
  expect(sum(await fourTimes(() => purgeExpiredKeys(shop.db)))).toBe(0);
  const { rows } = await shop.db.execute<{ key: string }>(
    sql`select key from idempotency_keys order by created_at, key`,
  );
  expect(rows[0]?.key).toBe('key-3');
  expect(rows).toHaveLength(9);
});

test('a key in the way of a new request is judged by its age alone, purged or not', async () => {
  const first = await submit('R1', null, 'again');
  expect(await shop.submit('R1', { status: 'final', key: 'again' })).toBe(first);
  await shop.db.execute(sql`update idempotency_keys set created_at = now() - interval '24 hours' where key = 'again'`);
  expect(await shop.submit('R1', { status: 'final', key: 'again' })).not.toBe(first);
});
