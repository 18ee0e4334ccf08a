import { sql } from 'drizzle-orm';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { destinationOf, openHistoryHouse, type HistoryHouse, type Sent } from './history-house.ts';
import { FINAL, reportPath } from './partner.ts';

/** `acme.archive` fetches its files; its own organization and zenith, which shares with it, send to it. */
let house: HistoryHouse;
beforeAll(async () => {
  house = await openHistoryHouse();
  await restore();
});
afterEach(() => restore());
afterAll(() => house.close());

const setArchive = (settings: object) =>
  house.db.execute(sql`update receivers set settings = settings || ${JSON.stringify(settings)}::jsonb
    where organization = 'acme' and name = 'archive'`);
const share = (names: string[]) =>
  house.db.execute(sql`update organizations set shares_with = ${sql.param(names)}::text[] where name = 'zenith'`);
async function restore(): Promise<void> {
  await setArchive({ customerStatus: 'active', routingFilter: [] });
  await share(['acme.archive']);
}

async function fileOf({ guid }: Pick<Sent, 'guid'>): Promise<string> {
  const { rows } = await house.db.execute<{ report_id: string }>(sql`select d.report_id from deliveries d
    join delivery_items i on i.delivery_id = d.id join submissions s on s.id = i.submission_id
    where s.report_id = ${guid}::uuid and d.destination = 'acme.archive'`);
  return rows[0]?.report_id ?? '';
}

/** How its content is answered and whether it is listed. */
async function told(reportId: string): Promise<[number, boolean]> {
  const { json } = await house.api('GET', '/api/waters/org/acme/deliveries?receiver=archive&pageSize=500');
  const listed = json.some((file: { reportId: string }) => file.reportId === reportId);
  return [(await house.api('GET', `/api/waters/report/${reportId}/content`)).status, listed];
}

const WITHHELD: [string, 'acme' | 'zenith', () => Promise<unknown>, RegExp][] = [
  ['its receiver is inactive', 'acme', () => setArchive({ customerStatus: 'inactive' }), /inactive/],
  ['its receiver’s settings are not valid', 'acme', () => setArchive({ routingFilter: ['no filter ('] }), /not valid/],
  ['its sender no longer shares with its receiver', 'zenith', () => share([]), /no longer shares/],
];

describe.each(WITHHELD)('while %s', (_, sender, withhold, reason) => {
  test('a file that was not fetched is neither listed nor handed out, and history says why; afterwards it is', async () => {
    const sent = await house.send(sender, FINAL);
    const reportId = await fileOf(sent);
    await withhold();
    expect(await told(reportId)).toEqual([404, false]);
    const answer = await house.api('GET', `/api/waters/report/${reportId}/content`);
    expect(answer.json).toEqual({ error: `${reportId} is not a valid report` });
    expect(destinationOf(await house.history(sent), 'archive')).toMatchObject({
      status: 'waiting',
      downloadedReports: [],
      lastError: expect.stringMatching(reason),
    });
    await restore();
    expect(await told(reportId)).toEqual([200, true]);
  });

  test('a file that was fetched stays its receiver’s', async () => {
    const reportId = await fileOf(await house.send(sender, FINAL));
    await told(reportId);
    await withhold();
    expect(await told(reportId)).toEqual([200, true]);
  });

  test('a withdrawal of what it fetched is handed out', async () => {
    const sent = await house.send(sender, FINAL);
    await told(await fileOf(sent));
    await withhold();
    const body = { reason: 'Wrong patient' };
    const path = `${reportPath(sent.id, sender)}/withdraw`;
    const { json } = await house.api('POST', path, { body, token: sent.token });
    const reportId = await fileOf({ guid: json.reportGuid });
    expect(await told(reportId)).toEqual([200, true]);
  });
});

test('a file with one report of a sender that no longer shares with its receiver is withheld whole', async () => {
  const [own, others] = [await house.send('acme', FINAL), await house.send('zenith', FINAL)];
  const reportId = await fileOf(own);
  await house.db
    .execute(sql`insert into delivery_items (submission_id, item_index, delivery_id, destination, order_key, version)
    select s.id, 1, d.id, d.destination, 'zenith/another', 1 from submissions s, deliveries d
    where s.report_id = ${others.guid}::uuid and d.report_id = ${reportId}::uuid`);
  await share([]);
  expect(await told(reportId)).toEqual([404, false]);
});

test('while its receiver is paused no file is fetched, and what was fetched stays its own; afterwards it is', async () => {
  const had = await house.send('acme', FINAL);
  const fetched = await fileOf(had);
  expect(await told(fetched)).toEqual([200, true]);
  const waits = await fileOf(await house.send('acme', FINAL));
  await house.db.execute(sql`insert into destination_states (destination, paused_since, paused_by, pause_reason)
    values ('acme.archive', now(), 'user:test', 'Moving house')`);
  expect(await told(waits)).toEqual([404, false]);
  expect(await told(fetched)).toEqual([200, true]);
  await house.db.execute(sql`delete from destination_states`);
  expect(await told(waits)).toEqual([200, true]);
});
