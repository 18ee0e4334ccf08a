import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { parseConfig, useConfig } from '#lib/config';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { getContent } from '#lib/delivery/get-content';
import { realignDeliveries } from '#lib/delivery/realign-deliveries';
import { applySettings } from '#lib/settings/apply-settings';
import { parseSettings } from '#lib/settings/parse-settings';
import { deliverDue } from '../support/deliver-due.ts';
import { listenForMllp } from '../support/mllp-listener.ts';
import { CLIENT, openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { DELIVERED, filesOf, retry, settle } from './files.ts';

const SENT = '{ name: ehr, format: HL7, transport: { type: "NULL" } }';
const FETCHED = '{ name: ehr, format: TEXT, transport: { type: DOWNLOAD } }';

let shop: Workshop;
let id: string;
let number = 0;
beforeAll(async () => {
  useConfig({ ...parseConfig({}), NEXTAUTH_SECRET: 'x'.repeat(32), READOUT_SECRET_KEY: 'x'.repeat(32) });
  shop = await openWorkshop([SENT]);
});
afterAll(() => shop.close());
beforeEach(async () => {
  number += 1;
  id = `R${number}`;
  await shop.putAppointment(id);
});

const daysAgo = (days: number) => new Date(Date.now() - days * 86_400_000);
const submit = (status: 'preliminary' | 'final', at: Date | null = null) => shop.submit(id, { status, at });
const mine = async () => (await filesOf(shop.db)).filter(({ appointmentId }) => appointmentId === id);
const realign = () => realignDeliveries(shop.context());

async function setReceiver(receiver: string): Promise<void> {
  const parsed = parseSettings(
    `organizations:\n  - name: acme\n    timeZone: UTC\n    receivers:\n      - ${receiver}`,
    {},
  );
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems));
  await applySettings(shop.context(), parsed.settings);
}

const isMine = () =>
  sql`exists (select 1 from delivery_items where delivery_id = d.id and order_key = ${`acme/${id}`})`;

async function fetchMine(): Promise<string> {
  const { rows } = await shop.db.execute<{ report_id: string }>(
    sql`select report_id from deliveries d where ${isMine()} order by id desc`,
  );
  return (await getContent(shop.context(), CLIENT, rows[0]?.report_id ?? '')).bytes.toString('utf8');
}

test('a file queued before its destination became one that fetches is offered to it, for 30 days from then', async () => {
  await setReceiver(SENT);
  const report = await submit('final', daysAgo(40));
  await setReceiver(FETCHED);
  expect(await realign()).toBe(1);
  expect(await realign()).toBe(0);
  expect(await mine()).toMatchObject([{ state: 'ready', attempts: 0 }]);
  const { rows } = await shop.db.execute<{ days: number; offered: boolean; file_name: string }>(sql`
    select extract(day from expires_at - now())::int as days, offered_at > now() - interval '1 minute' as offered, file_name
    from deliveries d where ${isMine()}`);
  expect(rows).toEqual([{ days: 29, offered: true, file_name: expect.stringMatching(/\.txt$/) }]);
  expect(await fetchMine()).toBe('A final report.');
  expect((await shop.history(report)).overallStatus).toBe('Delivered');
});

test('a file that failed to be sent and is to be fetched now waits without an error', async () => {
  await setReceiver(SENT);
  const report = await submit('final');
  const [claim] = await claimDeliveries(shop.db, ['acme.ehr'], 1);
  if (!claim) throw new Error('Nothing was claimed.');
  await settle(shop, claim, retry('no answer'));
  expect((await shop.history(report)).destinations[0]).toMatchObject({ status: 'retrying', lastError: 'no answer' });
  await setReceiver(FETCHED);
  await realign();
  expect((await shop.history(report)).destinations[0]).toMatchObject({
    status: 'waiting',
    lastError: null,
    nextRetryAt: null,
  });
  expect(await fetchMine()).toBe('A final report.');
});

test('a file offered to a destination that has files sent now is sent', async () => {
  await setReceiver(FETCHED);
  const report = await submit('final');
  await setReceiver(SENT);
  await deliverDue(shop.context());
  expect(await mine()).toMatchObject([{ state: 'ready' }]);
  expect(await realign()).toBe(1);
  await deliverDue(shop.context());
  expect(await mine()).toMatchObject([{ state: 'sent', attempts: 1 }]);
  expect((await shop.history(report)).overallStatus).toBe('Delivered');
});

test('a file offered to a destination that is sent to by MLLP now is queued, and goes there', async () => {
  await setReceiver(FETCHED);
  const report = await submit('final');
  const listener = await listenForMllp();
  await setReceiver(`{ name: ehr, format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: ${listener.port} } }`);
  await realign();
  expect(await mine()).toMatchObject([{ state: 'queued' }]);
  await deliverDue(shop.context());
  await listener.close();
  expect([await mine(), listener.received.length]).toMatchObject([[{ state: 'sent' }], 1]);
  expect((await shop.history(report)).overallStatus).toBe('Delivered');
});

test('what was fetched, sent or replaced stays what it is', async () => {
  await setReceiver(FETCHED);
  await submit('preliminary');
  await fetchMine();
  await submit('preliminary');
  await submit('final');
  await setReceiver(SENT);
  await realign();
  await deliverDue(shop.context());
  await setReceiver(FETCHED);
  expect(await realign()).toBe(0);
  expect((await mine()).map(({ state }) => state)).toEqual(['downloaded', 'superseded', 'sent']);
});

test('the outage of a destination that fetches from now on is over, and told to be', async () => {
  await setReceiver(SENT);
  await shop.db.execute(sql`delete from destination_states`);
  await shop.db.execute(sql`insert into destination_states (destination, faults, degraded_since, probe_at, last_error)
    values ('acme.ehr', 9, now() - interval '1 hour', now() + interval '1 minute', 'no answer')`);
  await setReceiver(FETCHED);
  await Promise.all([realign(), realign()]);
  const { rows: states } = await shop.db
    .execute(sql`select faults, degraded_since, recovered_at is not null as recovered
    from destination_states`);
  expect(states).toEqual([{ faults: 0, degraded_since: null, recovered: true }]);
  const { rows: events } = await shop.db.execute(
    sql`select entity_id from audit_events where action = 'receiver.recovered'`,
  );
  expect(events).toEqual([{ entity_id: 'acme.ehr' }]);
});

test('a destination that did not answer is tried at once when a settings file changes it', async () => {
  await setReceiver(SENT);
  await shop.db.execute(sql`delete from destination_states`);
  await shop.db
    .execute(sql`insert into destination_states (destination, faults, degraded_since, probe_at, probes, last_error)
    values ('acme.ehr', 9, now() - interval '1 hour', now() + interval '5 minutes', 6, 'no answer')`);
  await setReceiver('{ name: ehr, format: TEXT, transport: { type: "NULL" } }');
  const { rows } = await shop.db
    .execute(sql`select probes, probe_at <= now() as due, degraded_since is not null as degraded
    from destination_states`);
  expect(rows).toEqual([{ probes: 0, due: true, degraded: true }]);
  await submit('final');
  const [claim] = await claimDeliveries(shop.db, ['acme.ehr'], 1);
  if (!claim) throw new Error('Nothing was claimed.');
  await settle(shop, claim, DELIVERED);
  const { rows: after } = await shop.db.execute(sql`select faults, degraded_since, recovered_at is not null as recovered
    from destination_states`);
  expect(after).toEqual([{ faults: 0, degraded_since: null, recovered: true }]);
});
