import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { SubmissionBreakdown } from '#lib/submissions/breakdown-contract';
import { DESTINATION_STATUSES } from '#lib/submissions/overall-status';
import { openHistoryHouse, type HistoryHouse } from './history-house.ts';
import { FINAL, PRELIMINARY } from './partner.ts';

const LIST = '/api/waters/org/acme/submissions';
let house: HistoryHouse;

/** A mixture of every fate, some of them received on other days: 40 hours around the end of summer time in Melbourne. */
beforeAll(async () => {
  house = await openHistoryHouse();
  for (const modality of ['CT', 'MG', 'MR', 'US', 'CT', 'US']) {
    const first = await house.send('acme', PRELIMINARY, { modality });
    if (modality === 'MR') await house.deliver();
    await house.send('acme', FINAL, {}, first);
  }
  await house.deliver();
  for (const fate of ['failed', 'retrying', 'skipped']) {
    const { guid } = await house.send('acme', FINAL, { modality: 'CT' });
    await settle(guid, fate);
  }
  await house.send('acme', FINAL);
  await house.send('zenith', FINAL);
  await house.db.execute(sql`update submissions set received_at = timestamptz '2026-04-04T02:30:00.000999Z'
    + interval '40 hours' * (id % 7) / 7 where id % 3 <> 0`);
  await house.db.execute(
    sql`update routings r set received_at = s.received_at from submissions s where s.id = r.submission_id`,
  );
});
afterAll(() => house.close());

/** What became of the ehr's copy, as deliveries would store it; the archive's waits to be fetched. */
async function settle(guid: string, fate: string): Promise<void> {
  await house.db.execute(sql`update submissions
    set delivery_state = case when ${fate} = 'retrying' then 'retrying' else 'waiting' end,
    destinations = (select jsonb_agg(case when t->>'destination' = 'acme.ehr'
      then t || jsonb_build_object('waiting', 0, ${fate}::text, 1) else t end) from jsonb_array_elements(destinations) t)
    where report_id = ${guid}::uuid`);
  await house.db.execute(sql`update routings set state = ${fate} where destination = 'acme.ehr'
    and submission_id = (select id from submissions where report_id = ${guid}::uuid)`);
}

const ask = async (query: string): Promise<SubmissionBreakdown> =>
  (await house.api('GET', `${LIST}/breakdown?${query}`)).json;
const rows = async (query: Record<string, string | null | undefined>): Promise<number> => {
  const given = Object.entries(query).filter((entry): entry is [string, string] => Boolean(entry[1]));
  return (await house.api('GET', `${LIST}?pageSize=500&${new URLSearchParams(given)}`)).json.length;
};

const WINDOWS = [
  'since=2026-04-04T00:00:00Z&until=2026-04-06T00:00:00Z&timeZone=Australia/Melbourne',
  'since=2026-04-03T13:00:00Z&until=2026-04-08T23:59:59.999Z&timeZone=Australia/Melbourne',
  'since=2026-04-04T02:30:00.000Z&until=2026-04-04T02:30:00.000Z',
  'since=2026-04-04T00:00:00Z&until=2026-04-10T00:00:00Z&destination=acme.archive',
  'since=2026-04-04T00:00:00Z&until=2026-04-10T00:00:00Z&status=Partially%20Delivered',
  '',
  'timeZone=Pacific/Chatham',
];

describe.each(WINDOWS)('%s: each figure is the number of rows it opens', (query) => {
  const base = () => Object.fromEntries(new URLSearchParams(query));
  const within = async (more: Record<string, string>) => {
    const { timeZone: _, ...filters } = base();
    const { since, until } = await ask(query);
    return rows({ ...filters, since, until, ...more });
  };

  test('in all, and by status', async () => {
    const told = await ask(query);
    expect(told.total).toBe(await within({}));
    for (const { status, count } of told.byStatus) {
      if (base().status === undefined) expect([status, count]).toEqual([status, await within({ status })]);
    }
    expect(told.byStatus.reduce((sum, { count }) => sum + count, 0)).toBe(told.total);
  });

  test('over time', async () => {
    const told = await ask(query);
    const counts = told.overTime.map(({ byStatus }) => byStatus.reduce((sum, { count }) => sum + count, 0));
    expect(counts.reduce((sum, count) => sum + count, 0)).toBe(told.total);
    for (const { since, until, byStatus } of told.overTime) {
      const sum = byStatus.reduce((all, { count }) => all + count, 0);
      expect([since, sum]).toEqual([since, await within({ since, until })]);
      for (const { status, count } of byStatus) {
        expect([since, status, count]).toEqual([since, status, await within({ since, until, status })]);
      }
    }
  });

  test('by destination and its status', async () => {
    for (const told of (await ask(query)).byDestination) {
      for (const status of DESTINATION_STATUSES) {
        const opened = await within({ destination: told.destination, destinationStatus: status });
        expect([told.destination, status, told[status]]).toEqual([told.destination, status, opened]);
      }
    }
  });

  test('by filter', async () => {
    for (const { destination, filterType, count } of (await ask(query)).byFilter) {
      expect([destination, filterType, count]).toEqual([
        destination,
        filterType,
        await within({ destination, filterType }),
      ]);
    }
  });
});

describe('the period', () => {
  test('is told by the hour for up to two days, and each day begins where it does in the zone', async () => {
    const hourly = await ask(WINDOWS[0] ?? '');
    expect([hourly.unit, hourly.overTime.length]).toEqual(['hour', 49]);
    const daily = await ask(WINDOWS[1] ?? '');
    expect(daily.unit).toBe('day');
    // Summer time ends on 5 April 2026: that day has 25 hours.
    expect(daily.overTime.map(({ since, until }) => [since, until])).toEqual([
      ['2026-04-03T13:00:00.000Z', '2026-04-04T12:59:59.999Z'],
      ['2026-04-04T13:00:00.000Z', '2026-04-05T13:59:59.999Z'],
      ['2026-04-05T14:00:00.000Z', '2026-04-06T13:59:59.999Z'],
      ['2026-04-06T14:00:00.000Z', '2026-04-07T13:59:59.999Z'],
      ['2026-04-07T14:00:00.000Z', '2026-04-08T13:59:59.999Z'],
      ['2026-04-08T14:00:00.000Z', '2026-04-08T23:59:59.999Z'],
    ]);
  });

  test('is the last 30 days unless told, 92 at most, and none for a search', async () => {
    const usual = await ask('timeZone=Asia/Kathmandu');
    expect([usual.overTime.length, usual.until]).toEqual([30, null]);
    expect(usual.since).toMatch(/T18:15:00\.000Z$/);
    const long = await ask('since=2020-01-01T00:00:00Z&until=2026-04-10T12:00:00Z');
    expect([long.since, long.overTime.length]).toEqual(['2026-01-08T12:00:00.000Z', 93]);
    const searched = await ask('q=nothing');
    expect([searched.since, searched.overTime, searched.total]).toEqual([null, [], 0]);
    const first = await ask('since=0001-01-01T00:00:00Z&until=0001-02-01T00:00:00Z&timeZone=Pacific/Auckland');
    expect([first.since, first.total]).toEqual(['0001-01-03T00:00:00.000Z', 0]);
    expect((await ask('since=2026-04-10T00:00:00Z&until=2026-04-09T00:00:00Z')).total).toBe(0);
  });

  test.each(['Mars/Olympus', 'x', "a'b", ''])('in an unknown zone is refused: %s', async (zone) => {
    const answer = await house.api('GET', `${LIST}/breakdown?timeZone=${encodeURIComponent(zone)}`);
    expect(answer.status).toBe(400);
  });
});

test('the mixture has something of each fate, or the counts above prove nothing', async () => {
  const windows = await Promise.all([ask(''), ask(WINDOWS[1] ?? '')]);
  const found = DESTINATION_STATUSES.filter((status) =>
    windows.some(({ byDestination }) => byDestination.some((told) => told[status] > 0)),
  );
  expect(found).toEqual([...DESTINATION_STATUSES]);
  expect(windows.map(({ total }) => total > 4)).toEqual([true, true]);
});
