import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { transaction, type Database } from '#db/client';
import { parseConfig, useConfig } from '#lib/config';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { closeSuperseded } from '#lib/delivery/close-superseded';
import { gatherFiles } from '#lib/delivery/gather-files';
import { getContent } from '#lib/delivery/get-content';
import { listDeliveries } from '#lib/delivery/list-deliveries';
import { resendSubmission } from '#lib/resends/resend-submission';
import { isDomainError } from '#lib/errors';
import { deliverDue } from '../support/deliver-due.ts';
import { ack, controlId, listenForMllp, type MllpListener } from '../support/mllp-listener.ts';
import { CLIENT, CLINICIAN, openWorkshop, type Workshop } from '../support/open-workshop.ts';
import { DELIVERED, retry, settle } from './files.ts';

const EHR = 'acme.ehr';

let shop: Workshop;
let ehr: MllpListener;
/** Whether messages are acknowledged. */
let answers = true;
/** Text and result status of the report in each message that came. */
let told: string[] = [];
/** Midnight of a day of its own for each test: the destinations have one slot a day, then. */
let day = Date.parse('2026-03-01T00:00:00Z');
const at = (time: string) => new Date(day + Date.parse(`1970-01-01T${time}Z`));
const slot = () => new Date(day + 86_400_000);

beforeAll(async () => {
  useConfig({ ...parseConfig({}), NEXTAUTH_SECRET: 'x'.repeat(32), READOUT_SECRET_KEY: 'x'.repeat(32) });
  ehr = await listenForMllp((socket, message) => {
    if (!answers) return void socket.destroy();
    const observed = /\rOBX\|([^\r]*)/.exec(message)?.[1]?.split('|') ?? [];
    told.push(`${observed[4]} ${observed[10]}`);
    socket.write(ack('AA', controlId(message)));
  });
  const daily = 'timing: { operation: MERGE, numberPerDay: 1, maxReportCount: 3, timeZone: UTC }';
  shop = await openWorkshop([
    `{ name: ehr, format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: ${ehr.port} }, retry: { schedule: [1h, 1h, 1h] }, ${daily} }`,
    `{ name: box, format: HL7, transport: { type: DOWNLOAD }, ${daily} }`,
  ]);
});
afterAll(async () => {
  await shop.close();
  await ehr.close();
});
beforeEach(async () => {
  await shop.db.execute(sql`delete from destination_states`);
  answers = true;
  day += 7 * 86_400_000;
  // What the test before left waits no more.
  await deliverDue(shop.context(at('00:00:00')));
  told = [];
});

let appointments = 0;
/** A report on an appointment of its own, named by its text. */
async function sign(text: string, time = '10:00:00') {
  const id = `G${(appointments += 1)}`;
  await shop.putAppointment(id);
  return { id, report: await shop.submit(id, { status: 'final', text, at: at(time) }) };
}

const signAll = async (...texts: string[]) => {
  const reports: { id: string; report: string }[] = [];
  for (const text of texts) reports.push(await sign(text));
  return reports;
};

/** What history tells of a report at a destination. */
async function historyOf(report: string, service = 'ehr') {
  const { destinations } = await shop.history(report);
  const lane = destinations.find((one) => one.service === service);
  if (!lane) throw new Error('The report did not go there.');
  return lane;
}

const filesOf = async (reports: readonly string[]) => {
  const lanes = await Promise.all(reports.map((report) => historyOf(report)));
  return lanes.map(({ sentReports }) => sentReports.map(({ reportId }) => reportId).join());
};

const listed = async (when: Date) => {
  const query = { pageSize: 100, sortdir: 'asc' as const, receiver: 'box', since: at('00:00:01').toISOString() };
  const { items } = await listDeliveries(shop.context(when), shop.domain, query);
  return items;
};

const fetchBox = async (when: Date) => {
  const [file] = await listed(when);
  const { bytes, reports } = await getContent(shop.context(when), CLIENT, file?.reportId ?? '');
  return { text: bytes.toString(), reports: reports.length };
};

test('reports of a slot are sent in one file, oldest first, at most maxReportCount of them, and history tells which', async () => {
  const reports = (await signAll('one', 'two', 'three', 'four', 'five')).map(({ report }) => report);
  expect((await historyOf(reports[0] ?? '')).sending_at).toBe(slot().toISOString());
  await deliverDue(shop.context(new Date(slot().getTime() - 1)));
  expect(told).toEqual([]);
  await deliverDue(shop.context(slot()));
  expect(told.map((line) => line.split(' ')[0])).toEqual(
    expect.arrayContaining(['one', 'two', 'three', 'four', 'five']),
  );
  const files = await filesOf(reports);
  expect([new Set(files.slice(0, 3)).size, new Set(files.slice(3)).size, new Set(files).size]).toEqual([1, 1, 2]);
  for (const report of reports) {
    expect(await historyOf(report)).toMatchObject({ status: 'delivered', sentReports: [{ itemCount: 1 }] });
  }
});

test('a file to fetch is listed once its reports were gathered, with how many it holds, and not before', async () => {
  await signAll('one', 'two');
  expect(await listed(slot())).toEqual([]);
  await gatherFiles(shop.context(slot()));
  const [file, ...others] = await listed(slot());
  expect([file?.reportItemCount, others]).toEqual([2, []]);
  const { text, reports } = await fetchBox(slot());
  expect([text.startsWith('FHS|'), text.match(/^MSH\|/gm)?.length, reports]).toEqual([true, 2, 2]);
});

test('a version replaced before the slot is not gathered', async () => {
  const [one, two] = await signAll('wrong', 'two');
  await shop.submit(one?.id ?? '', { status: 'final', text: 'right', at: at('11:00:00') });
  await deliverDue(shop.context(slot()));
  expect(told.toSorted()).toEqual(['right C', 'two F']);
  expect(await historyOf(one?.report ?? '')).toMatchObject({ status: 'superseded', itemCount: 0 });
  expect(await historyOf(two?.report ?? '')).toMatchObject({ status: 'delivered' });
});

test('a version replaced while its file waits to be tried again leaves the file, and the others go on', async () => {
  const [one, two] = await signAll('wrong', 'two');
  answers = false;
  await deliverDue(shop.context(slot()));
  expect(await historyOf(one?.report ?? '')).toMatchObject({ status: 'retrying', attempts: 1 });
  const newer = await shop.submit(one?.id ?? '', {
    status: 'final',
    text: 'right',
    at: new Date(slot().getTime() + 60_000),
  });
  await deliverDue(shop.context(new Date(slot().getTime() + 120_000)));
  expect(await historyOf(one?.report ?? '')).toMatchObject({ status: 'superseded', supersededBy: newer, attempts: 1 });
  answers = true;
  await deliverDue(shop.context(new Date(slot().getTime() + 2 * 3_600_000)));
  expect(told).toEqual(['two F']);
  expect(await historyOf(two?.report ?? '')).toMatchObject({ status: 'delivered', attempts: 2 });
  await deliverDue(shop.context(new Date(slot().getTime() + 86_400_000)));
  expect(told).toEqual(['two F', 'right C']);
});

test('a file whose reports were all replaced is not sent at all', async () => {
  const reports = await signAll('wrong', 'wrong, too');
  await gatherFiles(shop.context(slot()));
  const later = new Date(slot().getTime() + 60_000);
  for (const { id } of reports) await shop.submit(id, { status: 'final', text: 'right', at: later });
  await deliverDue(shop.context(new Date(later.getTime() + 60_000)));
  expect(told).toEqual([]);
  for (const { report } of reports)
    expect(await historyOf(report)).toMatchObject({ status: 'superseded', attempts: 0 });
});

test('a version replaced while its file is on its way stays in it: delivered it is delivered, else it is not tried again', async () => {
  const later = (seconds: number) => new Date(slot().getTime() + seconds * 1000);
  const reports = await signAll('in time', 'two', 'three', 'too late', 'five');
  await gatherFiles(shop.context(slot()));
  const claims = await claimDeliveries(shop.db, [EHR], 10, { at: slot() });
  const [arrives, fails] = claims.toSorted((a, b) => a.id - b.id);
  for (const index of [0, 3]) {
    await shop.submit(reports[index]?.id ?? '', { status: 'final', text: 'newer', at: later(1) });
  }
  if (!arrives || !fails) throw new Error('Two files were to be claimed.');
  await settle(shop, arrives, DELIVERED, { at: later(2) });
  await settle(shop, fails, retry('no answer'), { at: later(2), schedule: ['1h'] });
  await closeSuperseded(shop.context(later(3)));
  const states = await Promise.all(reports.map(async ({ report }) => (await historyOf(report)).status));
  expect(states).toEqual(['delivered', 'delivered', 'delivered', 'superseded', 'retrying']);
});

test('an unfetched file leaves out what was replaced, and stays what it was once fetched', async () => {
  const [one, two] = await signAll('wrong', 'two');
  await gatherFiles(shop.context(slot()));
  const later = (minutes: number) => new Date(slot().getTime() + minutes * 60_000);
  await shop.submit(one?.id ?? '', { status: 'final', text: 'right', at: later(1) });
  const [file] = await listed(later(2));
  const { text } = await fetchBox(later(2));
  expect([text.includes('|two|'), text.includes('|wrong|')]).toEqual([true, false]);
  await shop.submit(two?.id ?? '', { status: 'final', text: 'newer', at: later(3) });
  await closeSuperseded(shop.context(later(4)));
  expect((await getContent(shop.context(later(4)), CLIENT, file?.reportId ?? '')).bytes.toString()).toBe(text);
  expect(await historyOf(two?.report ?? '', 'box')).toMatchObject({ status: 'delivered' });
});

test('an unfetched file is gone once all of it was replaced', async () => {
  const reports = await signAll('one', 'two');
  await gatherFiles(shop.context(slot()));
  const [file] = await listed(slot());
  const later = new Date(slot().getTime() + 60_000);
  for (const { id } of reports) await shop.submit(id, { status: 'final', text: 'newest', at: later });
  const refused = await getContent(shop.context(later), CLIENT, file?.reportId ?? '').catch((error: unknown) => error);
  expect(isDomainError(refused) && refused.code).toBe('gone');
});

test('withdrawals are gathered apart, and a withdrawn report that nobody has received leaves its file without a word', async () => {
  const [one, two, three] = await signAll('one', 'two', 'three');
  await deliverDue(shop.context(slot()));
  day += 86_400_000;
  const [, unsent] = await signAll('four', 'never');
  for (const report of [one, two]) await shop.withdraw(report?.id ?? '', at('11:00:00'));
  await gatherFiles(shop.context(slot()));
  await shop.withdraw(unsent?.id ?? '', slot());
  told = [];
  await deliverDue(shop.context(new Date(slot().getTime() + 1000)));
  expect(told.map((line) => line.slice(-1)).toSorted()).toEqual(['F', 'W', 'W']);
  const { rows } = await shop.db.execute(sql`select count(*)::int as files, sum(item_count)::int as items, withdrawal
    from deliveries where destination = ${EHR} and state = 'sent' and offered_at >= ${slot().toISOString()}::timestamptz group by withdrawal
    order by withdrawal`);
  expect(rows).toEqual([
    { files: 1, items: 1, withdrawal: false },
    { files: 1, items: 2, withdrawal: true },
  ]);
  expect(await historyOf(unsent?.report ?? '')).toMatchObject({ status: 'superseded', attempts: 0 });
  expect(await historyOf(three?.report ?? '')).toMatchObject({ status: 'delivered' });
});

test('what is sent again goes alone, under the identity of its message', async () => {
  const [one] = await signAll('again', 'two');
  await deliverDue(shop.context(slot()));
  const [first] = ehr.received.slice(-2);
  const { submissionId } = await shop.history(one?.report ?? '');
  await resendSubmission(shop.context(new Date(slot().getTime() + 1000)), CLINICIAN, {
    id: String(submissionId),
    reason: 'Lost there',
    destinations: [EHR],
    reroute: false,
    failedOnly: false,
    idempotencyKey: null,
  });
  await deliverDue(shop.context(new Date(slot().getTime() + 2 * 86_400_000)));
  expect(ehr.received.at(-1)).toBe(first);
  expect(told.at(-1)).toBe('again F');
});

test('once a destination no longer wants files of several, what waits goes at its slot, each by itself', async () => {
  const reports = await signAll('one', 'two');
  const settings = (operation: string) =>
    shop.db.execute(sql`update receivers set settings =
    jsonb_set(settings, '{timing,operation}', to_jsonb(${operation}::text)) where name = 'ehr'`);
  await settings('NONE');
  await shop.db.execute(sql`update settings_version set version = version + 1`);
  await deliverDue(shop.context(slot()));
  expect(new Set(await filesOf(reports.map(({ report }) => report))).size).toBe(2);
  await settings('MERGE');
  await shop.db.execute(sql`update settings_version set version = version + 1`);
});

test('two workers gather at once: each report is in one file, and none is lost', async () => {
  const reports = await signAll('a', 'b', 'c', 'd', 'e', 'f', 'g');
  await Promise.all(Array.from({ length: 4 }, () => gatherFiles(shop.context(slot()))));
  await deliverDue(shop.context(slot()));
  expect(told.toSorted()).toEqual(['a F', 'b F', 'c F', 'd F', 'e F', 'f F', 'g F']);
  for (const { report } of reports) expect(await historyOf(report)).toMatchObject({ status: 'delivered' });
});

test('what is accepted or withdrawn while its older version is being gathered still takes its place', async () => {
  const [, wrong, mistaken] = await signAll('first', 'wrong', 'mistaken');
  const after = new Date(slot().getTime() + 1000);
  const changes = await transaction(shop.db, async (tx) => {
    // The gathering is done, but not committed yet.
    const db: Database = Object.create(tx, { $client: { value: shop.db.$client } });
    await gatherFiles({ ...shop.context(slot()), db });
    const begun = [
      shop.submit(wrong?.id ?? '', { status: 'final', text: 'right', at: after }),
      shop.withdraw(mistaken?.id ?? '', after),
    ];
    await untilWaiting(begun.length);
    return begun;
  });
  await Promise.all(changes);
  await deliverDue(shop.context(after));
  expect(told).toEqual(['first F']);
  for (const report of [wrong, mistaken]) {
    expect(await historyOf(report?.report ?? '')).toMatchObject({ status: 'superseded', attempts: 0 });
  }
});

/** Until so many wait for a lock that somebody else holds. */
async function untilWaiting(count: number): Promise<void> {
  for (let waiting = 0; waiting < count;) {
    await delay(10);
    const { rows } = await shop.db.execute<{
      waiting: number;
    }>(sql`select count(*)::int as waiting from pg_stat_activity
      where datname = current_database() and wait_event_type = 'Lock'`);
    waiting = rows[0]?.waiting ?? 0;
  }
}
