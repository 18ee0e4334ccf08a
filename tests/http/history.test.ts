import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ApiAnswer } from '../support/open-house.ts';
import { destinationOf, openHistoryHouse, type HistoryHouse, type ToldDestination } from './history-house.ts';
import { FINAL, historyPath, pendingAppointment, PRELIMINARY, reportPath } from './partner.ts';

let house: HistoryHouse;
beforeAll(async () => {
  house = await openHistoryHouse();
});
afterAll(() => house.close());

/** The contract's keys in the order of its examples, then ours. */
const KEYS = [
  'id',
  'submissionId',
  'overallStatus',
  'timestamp',
  'plannedCompletionAt',
  'actualCompletionAt',
  'sender',
  'reportItemCount',
  'errorCount',
  'warningCount',
  'httpStatus',
  'destinations',
  'actionName',
  'externalName',
  'reportId',
  'topic',
  'bodyFormat',
  'errors',
  'warnings',
  'destinationCount',
  'fileName',
  'deliveryState',
  'source',
  'appointmentId',
  'reportStatus',
  'version',
];
const DESTINATION_KEYS = [
  'organization',
  'organization_id',
  'service',
  'itemCount',
  'itemCountBeforeQualityFiltering',
  'sending_at',
  'filteredReportRows',
  'filteredReportItems',
  'sentReports',
  'downloadedReports',
  'status',
  'attempts',
  'lastError',
  'nextRetryAt',
  'supersededBy',
  'outdated',
  'pausedSince',
  'degradedSince',
  'expires',
];
const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/;

describe('a submission’s history', () => {
  test('is the same by report id and by submissionId, under both addresses', async () => {
    const sent = await house.send('acme', FINAL);
    const { submissionId } = await house.history(sent);
    const answers: ApiAnswer[] = [];
    for (const family of ['waters/report', 'report']) {
      for (const id of [sent.guid, sent.guid.toUpperCase(), submissionId]) {
        answers.push(await house.api('GET', `/api/${family}/${id}/history`));
      }
    }
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200, 200]);
    expect(new Set(answers.map(({ text }) => text)).size).toBe(1);
  });

  test('has every key of the contract, in the order of its examples, and ours after them', async () => {
    const json = await house.history(await house.send('acme', PRELIMINARY));
    expect(Object.keys(json)).toEqual(KEYS);
    expect(Object.keys(destinationOf(json, 'ehr') ?? {})).toEqual(DESTINATION_KEYS);
    const filtered = destinationOf(json, 'finals');
    expect(Object.keys(filtered ?? {})).toEqual(DESTINATION_KEYS.filter((key) => key !== 'sending_at'));
    const [item] = (filtered?.filteredReportItems ?? []) as object[];
    expect(Object.keys(item ?? {})).toEqual([
      'filterType',
      'filterName',
      'filteredTrackingElement',
      'filterArgs',
      'message',
    ]);
  });

  test('has the constants of a report: one item, received with 201, no file name, no body format', async () => {
    const sent = await house.send('acme', FINAL);
    expect(await house.history(sent)).toMatchObject({
      id: sent.guid,
      reportId: sent.guid,
      sender: 'acme.partner',
      topic: 'radiology',
      reportItemCount: 1,
      httpStatus: 201,
      actionName: 'receive',
      externalName: null,
      bodyFormat: '',
      fileName: '',
      errors: [],
      errorCount: 0,
      appointmentId: sent.id,
      reportStatus: 'final',
      version: 1,
      source: 'partner',
    });
  });

  test('of a clinician’s report names the portal as its sender', async () => {
    const id = await pendingAppointment(house);
    const cookie = await house.cookieOf('rad@acme.test');
    const { json } = await house.api('POST', reportPath(id), { cookie, body: FINAL });
    const answer = await house.api('GET', historyPath(json.reportGuid), { cookie });
    expect(answer.json).toMatchObject({ sender: 'acme.portal', source: 'portal' });
  });

  test('tells when we received it, by the database’s clock, and stays there', async () => {
    const sent = await house.send('acme', FINAL);
    const { rows } = await house.db.execute<{ at: string }>(
      sql`select received_at as at from submissions where report_id = ${sent.guid}::uuid`,
    );
    const { timestamp } = await house.history(sent);
    expect(timestamp).toMatch(ISO);
    expect(timestamp).toBe(new Date(String(rows[0]?.at)).toISOString());
    await house.deliver();
    expect((await house.history(sent)).timestamp).toBe(timestamp);
  });
});

describe('overallStatus', () => {
  test('is Waiting to Deliver until something was reached', async () => {
    const json = await house.history(await house.send('acme', FINAL));
    expect(json).toMatchObject({
      overallStatus: 'Waiting to Deliver',
      deliveryState: 'waiting',
      destinationCount: 3,
      actualCompletionAt: null,
    });
    expect(json.plannedCompletionAt).toMatch(ISO);
    // The decision is made before the receipt is written: planned times are never earlier than it.
    expect(Date.parse(json.plannedCompletionAt)).toBeGreaterThanOrEqual(Date.parse(json.timestamp));
    await house.deliver();
  });

  test('is Partially Delivered when some destinations were reached', async () => {
    const sent = await house.send('acme', FINAL);
    await house.deliver();
    expect(await house.history(sent)).toMatchObject({
      overallStatus: 'Partially Delivered',
      deliveryState: 'waiting',
      actualCompletionAt: null,
    });
  });

  test('is Partially Delivered for good when a destination filtered it, and the others were reached', async () => {
    const sent = await house.send('acme', FINAL, { modality: 'MG' });
    await house.deliver();
    expect(await house.history(sent)).toMatchObject({
      overallStatus: 'Partially Delivered',
      deliveryState: 'delivered',
      destinationCount: 3,
    });
  });

  test('is Delivered when every destination was sent to, or downloaded it', async () => {
    const sent = await house.send('acme', FINAL);
    await house.deliver();
    const { json: files } = await house.api('GET', '/api/waters/org/acme/deliveries?receiver=archive&pageSize=1');
    expect((await house.api('GET', `/api/waters/report/${files[0].reportId}/content`)).status).toBe(200);
    const json = await house.history(sent);
    expect(json).toMatchObject({ overallStatus: 'Delivered', deliveryState: 'delivered' });
    const reached = json.destinations.flatMap(({ sentReports, downloadedReports }: ToldDestination) =>
      [...sentReports, ...downloadedReports].map(({ createdAt }) => createdAt),
    );
    expect(json.actualCompletionAt).toBe(reached.sort().at(-1));
    expect(destinationOf(json, 'archive')).toMatchObject({
      status: 'delivered',
      sentReports: [],
      downloadedReports: [
        {
          reportId: files[0].reportId,
          externalName: files[0].fileName,
          itemCount: 1,
          createdAt: expect.stringMatching(ISO),
        },
      ],
    });
    expect(destinationOf(json, 'ehr')).toMatchObject({
      status: 'delivered',
      attempts: 1,
      downloadedReports: [],
      sentReports: [{ itemCount: 1 }],
    });
  });

  test('is Not Delivering without any destination', async () => {
    const json = await house.history(await house.send('lonely', FINAL));
    expect(json).toMatchObject({
      overallStatus: 'Not Delivering',
      deliveryState: 'not_delivering',
      destinations: [],
      destinationCount: 0,
      plannedCompletionAt: null,
    });
  });

  test('is Not Delivering when every destination filtered it', async () => {
    const json = await house.history(await house.send('picky', FINAL));
    expect(json).toMatchObject({
      overallStatus: 'Not Delivering',
      deliveryState: 'not_delivering',
      destinationCount: 2,
      plannedCompletionAt: null,
    });
  });

  test('is Not Delivering when a newer version superseded it everywhere', async () => {
    const first = await house.send('drafty', FINAL);
    const second = await house.send('drafty', { ...FINAL, reportText: 'Newer.' }, {}, first);
    await house.deliver();
    const json = await house.history(first);
    expect(json).toMatchObject({ overallStatus: 'Not Delivering', deliveryState: 'superseded' });
    expect(destinationOf(json, 'all')).toMatchObject({
      status: 'superseded',
      itemCount: 0,
      itemCountBeforeQualityFiltering: 1,
      supersededBy: second.guid,
    });
  });
});

describe('ETag', () => {
  const ask = (guid: string, tag?: string) =>
    house.api('GET', historyPath(guid), tag === undefined ? {} : { headers: { 'if-none-match': tag } });

  test('stays the same until something changes, and is then another', async () => {
    const { guid } = await house.send('acme', FINAL);
    const [first, second] = [await ask(guid), await ask(guid)];
    const tag = first.headers.get('etag') ?? '';
    expect(tag).toMatch(/^"[\w-]+"$/);
    expect(second.headers.get('etag')).toBe(tag);
    await house.deliver();
    const changed = await ask(guid, tag);
    expect([changed.status, changed.json.overallStatus]).toEqual([200, 'Partially Delivered']);
    expect(changed.headers.get('etag')).not.toBe(tag);
  });

  test('that the caller has is answered 304 without a body', async () => {
    const { guid } = await house.send('lonely', FINAL);
    const token = await house.tokenOf('lonely-ris');
    const read = (tag: string) => house.api('GET', historyPath(guid), { token, headers: { 'if-none-match': tag } });
    const tag = (await house.api('GET', historyPath(guid), { token })).headers.get('etag') ?? '';
    for (const given of [tag, `W/${tag}`, `"other", ${tag}`, '*']) {
      const answer = await read(given);
      expect([given, answer.status, answer.text, answer.headers.get('etag')]).toEqual([given, 304, '', tag]);
    }
    for (const given of ['"other"', tag.slice(1, -1), '""']) expect((await read(given)).status).toBe(200);
  });
});

test.each([
  '0',
  '-1',
  '1e3',
  '999999999999999',
  '9999999999999999999',
  'nothing',
  '01900000-0000-7000-8000-000000000000',
  '%20',
  "1'--",
  'x'.repeat(300),
])('the id %s is 404 in the contract’s words', async (id) => {
  const answer = await house.api('GET', historyPath(id));
  expect([answer.status, answer.json]).toEqual([404, { error: `${decodeURIComponent(id)} is not a valid report` }]);
});
