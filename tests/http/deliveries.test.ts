import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expireDeliveries } from '#lib/delivery/expire-deliveries';
import { destinationOf, openHistoryHouse, type HistoryHouse, type Sent } from './history-house.ts';
import { FINAL, PRELIMINARY, pendingAppointment, reportPath } from './partner.ts';

let house: HistoryHouse;
beforeAll(async () => {
  house = await openHistoryHouse();
});
afterAll(() => house.close());

const LIST = '/api/waters/org/acme/deliveries';

interface File {
  deliveryId: number;
  reportId: string;
  receiver: string;
  fileName: string;
  state: string;
  batchReadyAt: string;
  expires: string;
}

const list = async (query = ''): Promise<File[]> => (await house.api('GET', `${LIST}?${query}`)).json;
const fetchFile = (reportId: string) => house.api('GET', `/api/waters/report/${reportId}/content`);

/** The file that carries a submission to a destination of the list. */
async function fileOf({ guid }: Sent, destination: string): Promise<string> {
  const { rows } = await house.db.execute<{ report_id: string }>(sql`select d.report_id from deliveries d
    join delivery_items i on i.delivery_id = d.id join submissions s on s.id = i.submission_id
    where s.report_id = ${guid}::uuid and d.destination = ${destination}`);
  const [row] = rows;
  if (!row) throw new Error(`There is no file for ${destination}.`);
  return row.report_id;
}

/** Puts a submission's report into another file, as a batch does. */
const addItem = (reportId: string, { guid }: Sent) =>
  house.db
    .execute(sql`insert into delivery_items (submission_id, item_index, delivery_id, destination, order_key, version)
    select r.submission_id, r.item_index, d.id, d.destination, r.order_key, r.version
    from submissions s join routings r on r.submission_id = s.id join deliveries d on d.destination = r.destination
    where s.report_id = ${guid}::uuid and d.report_id = ${reportId}::uuid`);

describe('the list', () => {
  test('shows each file made for the organization’s receivers', async () => {
    const sent = await house.send('acme', FINAL);
    const [file] = await list('receiver=archive&pageSize=1');
    const reportId = await fileOf(sent, 'acme.archive');
    expect(file).toEqual({
      deliveryId: expect.any(Number),
      reportId,
      receiver: 'acme.archive',
      fileName: expect.stringMatching(new RegExp(`^acme\\.archive-${reportId}-\\d{14}\\.txt$`)),
      fileType: 'TEXT',
      reportItemCount: 1,
      batchReadyAt: expect.stringMatching(/Z$/),
      expires: expect.stringMatching(/Z$/),
      state: 'ready',
      resultStatus: 'F',
      version: 1,
    });
    const days = (Date.parse(file?.expires ?? '') - Date.parse(file?.batchReadyAt ?? '')) / 86_400_000;
    expect(days).toBeCloseTo(30, 3);
  });

  test('is narrowed by receiver, with or without its organization', async () => {
    for (const receiver of ['ehr', 'acme.ehr']) {
      const files = await list(`receiver=${receiver}`);
      expect(new Set(files.map((file) => file.receiver))).toEqual(new Set(['acme.ehr']));
    }
    expect(await list('receiver=zenith.portal')).toEqual([]);
    expect(await list('receiver=nobody')).toEqual([]);
  });

  test('is paged like submissions, in both directions', async () => {
    for (let at = 0; at < 3; at += 1) await house.send('acme', FINAL);
    const everything = (await list('pageSize=500')).map(({ deliveryId }) => deliveryId);
    for (const [sortdir, expected] of [
      ['DESC', everything],
      ['asc', everything.toReversed()],
    ] as const) {
      const seen: number[] = [];
      let path: string | undefined = `${LIST}?pageSize=2&sortdir=${sortdir}`;
      while (path !== undefined) {
        const answer = await house.api('GET', path);
        seen.push(...answer.json.map(({ deliveryId }: File) => deliveryId));
        path = /^<(\/[^>]+)>; rel="next"$/.exec(answer.headers.get('link') ?? '')?.[1];
      }
      expect(seen).toEqual(expected);
    }
    for (const query of ['pageSize=0', 'pageSize=501', 'cursor=x', 'sortdir=up', 'receiver=%00']) {
      expect([query, (await house.api('GET', `${LIST}?${query}`)).status]).toEqual([query, 400]);
    }
  });

  test('is narrowed by instants of the years 1 to 9999, in any offset', async () => {
    const [newest] = await list('receiver=archive&pageSize=1');
    const narrowed = (query: string) => list(`receiver=archive&pageSize=1&${query}`);
    expect(await narrowed(`since=${newest?.batchReadyAt}&sortdir=asc`)).toEqual([newest]);
    expect(await narrowed(`until=${newest?.batchReadyAt}`)).toEqual([newest]);
    for (const offset of ['+23:59', '-23:59']) {
      const instant = encodeURIComponent(`2026-01-01T00:00:00${offset}`);
      expect(await narrowed(`since=${instant}`)).toEqual([newest]);
      expect(await narrowed(`until=${instant}`)).toEqual([]);
    }
    for (const instant of ['x', '2026-01-01', '0000-01-01T00:00:00Z', '0001-01-01T00:00:00%2B00:01']) {
      for (const name of ['since', 'until']) {
        const { status } = await house.api('GET', `${LIST}?${name}=${instant}`);
        expect([name, instant, status]).toEqual([name, instant, 400]);
      }
    }
  });

  test('does not show a file that is still held for its signer, and its content does not exist yet', async () => {
    await house.db.execute(sql`update organizations set final_hold_seconds = 3600 where name = 'acme'`);
    const cookie = await house.cookieOf('rad@acme.test');
    const id = await pendingAppointment(house);
    const { json } = await house.api('POST', reportPath(id), { cookie, body: FINAL });
    await house.db.execute(sql`update organizations set final_hold_seconds = 0 where name = 'acme'`);
    const held = await fileOf({ id, guid: json.reportGuid, token: house.token }, 'acme.archive');
    expect((await list('pageSize=500')).map(({ reportId }) => reportId)).not.toContain(held);
    expect((await fetchFile(held)).status).toBe(404);
    expect(
      destinationOf((await house.api('GET', `/api/waters/report/${json.reportGuid}/history`)).json, 'archive')?.status,
    ).toBe('waiting');
  });
});

describe('the content', () => {
  test('is the report’s text byte for byte, as a file', async () => {
    const reportText = 'FINDINGS\r\n\tÄ 😀 \u0001 <b>\n ';
    const sent = await house.send('acme', { ...FINAL, reportText });
    const reportId = await fileOf(sent, 'acme.archive');
    const answer = await fetchFile(reportId);
    expect([answer.status, answer.text === reportText]).toEqual([200, true]);
    const file = (await list('receiver=archive&pageSize=500')).find((listed) => listed.reportId === reportId);
    expect(answer.headers.get('content-disposition')).toBe(`attachment; filename="${file?.fileName}"`);
    expect(answer.headers.get('content-type')).toBe('text/plain; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toBe('no-store');
  });

  test('tells in its headers what each report in it is: preliminary, final, corrected, withdrawn', async () => {
    const first = await house.send('acme', PRELIMINARY);
    const told: (string | null)[][] = [];
    const read = async (sent: Sent) => {
      const { headers } = await fetchFile(await fileOf(sent, 'acme.archive'));
      told.push([headers.get('result-status'), headers.get('report-version')]);
    };
    await read(first);
    await read(await house.send('acme', FINAL, {}, first));
    const corrected = await house.send('acme', { ...FINAL, reportText: 'Corrected.' }, {}, first);
    await read(corrected);
    const { json } = await house.api('POST', `${reportPath(first.id)}/withdraw`, { body: { reason: 'Wrong patient' } });
    await read({ ...first, guid: json.reportGuid });
    expect(told).toEqual([
      ['P', '1'],
      ['F', '2'],
      ['C', '3'],
      ['X', '4'],
    ]);
    const other = await fileOf(await house.send('acme', FINAL), 'acme.archive');
    await addItem(other, corrected);
    const { headers } = await fetchFile(other);
    expect([headers.get('result-status'), headers.get('report-version')]).toEqual(['C, F', '3, 1']);
  });

  test('records the download once, however often and by however many at once it is fetched', async () => {
    const sent = await house.send('acme', FINAL);
    const reportId = await fileOf(sent, 'acme.archive');
    const answers = await Promise.all(Array.from({ length: 5 }, () => fetchFile(reportId)));
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
    const told = destinationOf(await house.history(sent), 'archive');
    expect(told).toMatchObject({
      status: 'delivered',
      itemCount: 1,
      sentReports: [],
      downloadedReports: [{ reportId, itemCount: 1 }],
    });
    await fetchFile(reportId);
    expect(destinationOf(await house.history(sent), 'archive')).toEqual(told);
    const { rows } = await house.db.execute(
      sql`select count(*)::int as n from audit_events where action = 'delivery.download' and entity_id = ${reportId}`,
    );
    expect(rows).toEqual([{ n: 6 }]);
  });

  test('once downloaded stays: a newer version supersedes it no more', async () => {
    const first = await house.send('acme', PRELIMINARY);
    const reportId = await fileOf(first, 'acme.archive');
    await fetchFile(reportId);
    await house.send('acme', FINAL, {}, first);
    await house.deliver();
    expect([(await fetchFile(reportId)).status, destinationOf(await house.history(first), 'archive')?.status]).toEqual([
      200,
      'delivered',
    ]);
  });

  test('is 410 once a newer version has superseded it, before and after a worker closed the file', async () => {
    const first = await house.send('acme', PRELIMINARY);
    const second = await house.send('acme', FINAL, {}, first);
    const old = await fileOf(first, 'acme.archive');
    const before = await fetchFile(old);
    expect([before.status, before.json]).toEqual([410, { error: expect.stringMatching(/newer version/) }]);
    await house.deliver();
    expect((await fetchFile(old)).status).toBe(410);
    expect(destinationOf(await house.history(first), 'archive')).toMatchObject({
      status: 'superseded',
      supersededBy: second.guid,
      downloadedReports: [],
    });
    expect((await fetchFile(await fileOf(second, 'acme.archive'))).text).toBe(FINAL.reportText);
  });

  test('of a file of several reports leaves out those that newer versions replaced', async () => {
    const [one, other] = [
      await house.send('acme', FINAL),
      await house.send('acme', { ...FINAL, reportText: 'Other.' }),
    ];
    const reportId = await fileOf(one, 'acme.archive');
    await addItem(reportId, other);
    await house.db.execute(sql`update deliveries set item_count = 2 where report_id = ${reportId}::uuid`);
    await house.send('acme', { ...FINAL, reportText: 'Corrected.' }, {}, one);
    expect((await fetchFile(reportId)).text).toBe('Other.');
    expect(destinationOf(await house.history(one), 'archive')).toMatchObject({
      status: 'superseded',
      downloadedReports: [],
    });
  });

  test('is 410 once nobody fetched it in its 30 days, and history tells that it failed', async () => {
    const sent = await house.send('acme', FINAL);
    const reportId = await fileOf(sent, 'acme.archive');
    await house.db.execute(sql`update deliveries set expires_at = now() where report_id = ${reportId}::uuid`);
    expect((await fetchFile(reportId)).status).toBe(410);
    await expireDeliveries(house.context);
    expect((await fetchFile(reportId)).json).toEqual({ error: expect.stringMatching(/expired/) });
    expect(destinationOf(await house.history(sent), 'archive')).toMatchObject({
      status: 'failed',
      downloadedReports: [],
      lastError: expect.stringMatching(/30 days/),
    });
  });

  test('is 410 when it could not be sent, and does not say that nobody fetched it', async () => {
    const sent = await house.send('acme', FINAL);
    const reportId = await fileOf(sent, 'acme.ehr');
    await house.db.execute(sql`update deliveries set state = 'failed', attempts = 1, closed_at = now()
      where report_id = ${reportId}::uuid`);
    const answer = await fetchFile(reportId);
    expect([answer.status, answer.json]).toEqual([410, { error: expect.stringMatching(/could not be sent/) }]);
  });

  test('of a file that was sent can be read again, and counts as no download', async () => {
    const sent = await house.send('acme', FINAL);
    await house.deliver();
    const reportId = await fileOf(sent, 'acme.ehr');
    expect((await fetchFile(reportId)).text).toBe(FINAL.reportText);
    expect(destinationOf(await house.history(sent), 'ehr')).toMatchObject({
      sentReports: [{ reportId }],
      downloadedReports: [],
    });
  });

  test.each(['nothing', '1', '01900000-0000-7000-8000-000000000000'])('of %s is 404', async (id) => {
    const answer = await fetchFile(id);
    expect([answer.status, answer.json]).toEqual([404, { error: `${id} is not a valid report` }]);
  });

  test('is not found under the submission’s own id', async () => {
    const { guid } = await house.send('acme', FINAL);
    expect((await fetchFile(guid)).status).toBe(404);
  });

  test('of another organization is 404', async () => {
    const sent = await house.send('zenith', FINAL);
    await house.deliver();
    const reportId = await fileOf(sent, 'zenith.portal');
    expect((await fetchFile(reportId)).status).toBe(404);
    expect((await house.api('GET', `/api/waters/report/${reportId}/content`, { token: sent.token })).status).toBe(200);
  });
});
