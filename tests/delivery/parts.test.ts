import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { parseConfig, useConfig } from '#lib/config';
import { attemptDelivery } from '#lib/delivery/attempt-delivery';
import { gatherFiles } from '#lib/delivery/gather-files';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { describeReply } from '#lib/attempts/describe-reply';
import { splitSequence } from '#lib/transports/join-replies';
import { sendPayload } from '#lib/transports/send-payload';
import { unsealBytes } from '#lib/encryption';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { receiveHttp } from '../support/http-receiver.ts';
import { ack, controlId, listenForMllp, type MllpListener } from '../support/mllp-listener.ts';
import { openWorkshop, type Workshop } from '../support/open-workshop.ts';

const START = Date.parse('2026-03-01T00:00:00Z');
const after = (seconds: number) => new Date(START + seconds * 1000);

let shop: Workshop;
let ehr: MllpListener;
/** Which of the messages that come, counted from 1, are not acknowledged. */
let lost: number[] = [];
/** Which are refused for good. */
let refused: number[] = [];
beforeAll(async () => {
  useConfig({ ...parseConfig({}), NEXTAUTH_SECRET: 'x'.repeat(32), READOUT_SECRET_KEY: 'x'.repeat(32) });
  ehr = await listenForMllp((socket, message, count) => {
    if (lost.includes(count)) socket.destroy();
    else if (refused.includes(count)) socket.write(ack('AE', controlId(message), 'unknown patient'));
    else socket.write(ack('AA', controlId(message)));
  });
  shop = await openWorkshop([
    `{ name: ehr, format: HL7, transport: { type: MLLP, host: 127.0.0.1, port: ${ehr.port} }, retry: { schedule: [5s, 5s, 5s] }, timing: { operation: MERGE, numberPerDay: 1440 } }`,
  ]);
});
afterAll(async () => {
  await shop.close();
  await ehr.close();
});

/** One file with the reports of so many appointments, in their order. */
async function merge(ids: string[]): Promise<string[]> {
  const reports: string[] = [];
  for (const id of ids) {
    await shop.putAppointment(id);
    reports.push(await shop.submit(id, { status: 'final', at: after(0) }));
  }
  expect(await gatherFiles(shop.context(after(60)))).toBe(1);
  return reports;
}

async function attempt(seconds: number): Promise<void> {
  const settings = await loadSnapshot(shop.db);
  const claims = await claimDeliveries(shop.db, ['acme.ehr'], 10, { at: after(seconds) });
  expect(claims).toHaveLength(1);
  for (const claim of claims) await attemptDelivery(shop.context(after(seconds)), claim, settings);
}

test('a retry begins with the first message that was not acknowledged; none of those before it is sent again', async () => {
  const reports = await merge(['M1', 'M2', 'M3', 'M4']);
  lost = [2, 4];
  await attempt(100);
  expect(await fatesOf(reports)).toEqual(['delivered 1', 'retrying 1', 'retrying 1', 'retrying 1']);
  await attempt(200);
  await attempt(300);
  const [one, two, three, four] = [...new Set(ehr.received)];
  expect(ehr.received).toEqual([one, two, two, three, three, four]);
  expect(await fatesOf(reports)).toEqual(['delivered 1', 'delivered 2', 'delivered 3', 'delivered 3']);
  expect(await keptMessages(reports[3] ?? '')).toEqual([
    [one, two, three, four],
    [two, three, four],
    [three, four],
  ]);
});

/** What became of each report, with how many attempts. */
async function fatesOf(reports: readonly string[]): Promise<string[]> {
  const told = await Promise.all(reports.map(async (report) => (await shop.history(report)).destinations[0]));
  return told.map((destination) => `${destination?.status} ${destination?.attempts}`);
}

async function fileOf(report: string): Promise<number> {
  const { rows } = await shop.db.execute<{ id: number }>(sql`select i.delivery_id as id from delivery_items i
    join submissions s on s.id = i.submission_id where s.report_id = ${report}::uuid`);
  return rows[0]?.id ?? 0;
}

/** MSH-10 of the messages that each attempt is kept with. */
async function keptMessages(report: string): Promise<string[][]> {
  const { rows } = await shop.db.execute<{ sealed: Buffer }>(sql`select c.sealed from delivery_attempts t
    join delivery_contents c on c.delivery_id = t.delivery_id and c.sha256 = t.content_sha256
    where t.delivery_id = ${await fileOf(report)} order by t.attempt`);
  return rows.map(({ sealed }) =>
    unsealBytes(sealed)
      .toString()
      .split(/(?=MSH\|)/)
      .map(controlId),
  );
}

test('where none was acknowledged, a retry begins with the first', async () => {
  const before = ehr.received.length;
  const reports = await merge(['N1', 'N2']);
  lost = [before + 1];
  await attempt(500);
  expect(ehr.received).toHaveLength(before + 1);
  await attempt(600);
  expect(ehr.received).toHaveLength(before + 3);
  for (const report of reports) expect((await shop.history(report)).overallStatus).toBe('Delivered');
});

test('a message that is refused holds up none behind it: its report failed, the others go on without it', async () => {
  const before = ehr.received.length;
  const reports = await merge(['X1', 'X2', 'X3', 'X4']);
  refused = [before + 1, before + 3];
  lost = [before + 4];
  await attempt(900);
  expect(await fatesOf(reports)).toEqual(['failed 1', 'delivered 1', 'failed 1', 'retrying 1']);
  expect((await shop.history(reports[2] ?? '')).destinations[0]?.lastError).toContain('unknown patient');
  await attempt(1000);
  expect(await fatesOf(reports)).toEqual(['failed 1', 'delivered 1', 'failed 1', 'delivered 2']);
  const [one, two, three, four] = [...new Set(ehr.received.slice(before))];
  expect(ehr.received.slice(before)).toEqual([one, two, three, four, four]);
  const outcomes = await shop.db.execute(sql`select outcome, detail is null as silent, reply_sha256 is not null as kept
    from delivery_attempts where delivery_id = any (array[${await fileOf(reports[0] ?? '')}, ${await fileOf(reports[1] ?? '')}]::bigint[])
    order by delivery_id`);
  expect(outcomes.rows).toEqual(
    expect.arrayContaining([
      { outcome: 'failed', silent: false, kept: true },
      { outcome: 'delivered', silent: true, kept: true },
    ]),
  );
});

test('refused and taken in one attempt: each report is told what became of it', async () => {
  const before = ehr.received.length;
  const reports = await merge(['Y1', 'Y2', 'Y3']);
  refused = [before + 3];
  await attempt(1100);
  expect(await fatesOf(reports)).toEqual(['delivered 1', 'delivered 1', 'failed 1']);
  const all = await merge(['Z1', 'Z2']);
  refused = [before + 4, before + 5];
  await attempt(1200);
  expect(await fatesOf(all)).toEqual(['failed 1', 'failed 1']);
});

test('an attempt is kept with the replies to all its messages, in order, also where the last got none', async () => {
  const before = ehr.received.length;
  const [, , last = ''] = await merge(['R1', 'R2', 'R3']);
  lost = [before + 3];
  await attempt(700);
  await attempt(800);
  const { rows } = await shop.db.execute<{ sealed: Buffer }>(sql`select c.sealed from delivery_attempts t
    join delivery_contents c on c.delivery_id = t.delivery_id and c.sha256 = t.reply_sha256
    where t.delivery_id = ${await fileOf(last)} order by t.attempt`);
  const acknowledged = rows.map(({ sealed }) =>
    describeReply(unsealBytes(sealed), null).flatMap(({ label, value }) => (label.includes('MSA-2') ? [value] : [])),
  );
  const [one, two, three] = ehr.received.slice(before);
  expect(acknowledged).toEqual([[one, two], [three]]);
});

test('the answers to several Bundles are kept, too, each in its place', async () => {
  let count = 0;
  const fhir = await receiveHttp((response) =>
    response.writeHead((count += 1) < 3 ? 200 : 422).end(`{"answer": ${count}}`),
  );
  const parts = ['B1', 'B2', 'B3'].map((messageId) => ({
    messageId,
    reportGuid: '7d444840-9dc0-11d1-b245-5ffdce74fad2',
    bytes: Buffer.from('{}'),
    contentType: 'application/fhir+json',
  }));
  const result = await sendPayload({
    reportId: '7d444840-9dc0-11d1-b245-5ffdce74fad2',
    fileName: 'bundles.fhir',
    destination: 'acme.fhir',
    payload: { contentType: 'application/fhir+ndjson', bytes: Buffer.of(), parts, notes: [] },
    transport: { type: 'FHIR', baseUrl: fhir.url },
    credentials: {},
    allowPrivate: true,
    at: after(0),
  });
  await fhir.close();
  expect(result).toMatchObject({ outcome: 'delivered', refused: [{ detail: expect.stringContaining('422') }] });
  expect(splitSequence(result.reply ?? Buffer.of())?.map(String)).toEqual([
    '{"answer": 1}',
    '{"answer": 2}',
    '{"answer": 3}',
  ]);
});
