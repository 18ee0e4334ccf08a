import { sql } from 'drizzle-orm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { destinationOf, openHistoryHouse, type HistoryHouse, type ToldDestination } from './history-house.ts';
import { FINAL, historyPath, PRELIMINARY } from './partner.ts';

let house: HistoryHouse;

/** A mixture: delivered, waiting, superseded, downloaded and filtered by each of the filters. */
beforeAll(async () => {
  house = await openHistoryHouse();
  for (const modality of ['CT', 'MG', 'MR', 'US']) {
    const first = await house.send('acme', PRELIMINARY, { modality });
    if (modality === 'MR') await house.deliver();
    await house.send('acme', FINAL, {}, first);
  }
  await house.deliver();
  const { json: files } = await house.api('GET', '/api/waters/org/acme/deliveries?receiver=archive');
  const ready = files.find(({ state }: { state: string }) => state === 'ready');
  await house.api('GET', `/api/waters/report/${ready.reportId}/content`);
  await house.send('acme', FINAL);
  await house.send('zenith', FINAL);
  await house.send('picky', FINAL);
});
afterAll(() => house.close());

const LIST = '/api/waters/org/acme/submissions';
const FATES = ['delivered', 'waiting', 'retrying', 'failed', 'superseded', 'skipped', 'filtered'] as const;

/** Counts made of what the list and each history say, one by one. */
async function countByHand(query: string) {
  const { json: listed } = await house.api('GET', `${LIST}?pageSize=500&${query}`);
  const byStatus = new Map<string, number>();
  const byDestination = new Map<string, Record<(typeof FATES)[number], number>>();
  const byFilter = new Map<string, number>();
  for (const { submissionId, overallStatus } of listed) {
    byStatus.set(overallStatus, (byStatus.get(overallStatus) ?? 0) + 1);
    const { json } = await house.api('GET', historyPath(submissionId));
    for (const one of json.destinations as ToldDestination[]) {
      const name = `${String(one.organization_id)}.${one.service}`;
      const none = { delivered: 0, waiting: 0, retrying: 0, failed: 0, superseded: 0, skipped: 0, filtered: 0 };
      const counts = byDestination.get(name) ?? none;
      counts[one.status as (typeof FATES)[number]] += 1;
      byDestination.set(name, counts);
      const types = new Set((one.filteredReportItems as { filterType: string }[]).map(({ filterType }) => filterType));
      for (const type of types) byFilter.set(`${name} ${type}`, (byFilter.get(`${name} ${type}`) ?? 0) + 1);
    }
  }
  return { total: listed.length as number, byStatus, byDestination, byFilter };
}

test.each([
  '',
  'status=Partially%20Delivered',
  'destination=acme.archive',
  'filterType=CONDITION_FILTER',
  'sender=nobody',
  'since=2999-01-01T00:00:00Z',
  'deliveryState=superseded',
])('the summary counts what the list shows: %s', async (query) => {
  const { json } = await house.api('GET', `${LIST}/summary?${query}`);
  const counted = await countByHand(query);
  expect(json.total).toBe(counted.total);
  expect(new Map(json.byStatus.map(({ status, count }: { status: string; count: number }) => [status, count]))).toEqual(
    counted.byStatus,
  );
  const destinations = json.byDestination.map(({ destination, ...counts }: { destination: string }) => [
    destination,
    counts,
  ]);
  expect(new Map(destinations)).toEqual(counted.byDestination);
  const filters = json.byFilter.map(({ destination, filterType, count }: Record<string, string>) => [
    `${destination} ${filterType}`,
    count,
  ]);
  expect(new Map(filters)).toEqual(counted.byFilter);
});

test('the mixture has something of each, or the counts above prove nothing', async () => {
  const { json } = await house.api('GET', `${LIST}/summary`);
  const sums = FATES.map((fate) =>
    json.byDestination.reduce((sum: number, one: Record<string, number>) => sum + (one[fate] ?? 0), 0),
  );
  expect(sums.map((sum) => sum > 0)).toEqual([true, true, false, false, true, false, true]);
  expect(json.byStatus.length).toBeGreaterThan(2);
  expect(json.byFilter.length).toBeGreaterThan(1);
});

describe('the summary tells since when it counts', () => {
  const DAY = 86_400_000;
  let token: string;
  /** One submission on each of these days before now, in an organization that has no others. */
  beforeAll(async () => {
    token = await house.tokenOf('mixed-ris');
    await house.db.execute(sql`insert into submissions (organization, sender, source, http_status, principal,
        correlation_id, received_at, valid_item_count, overall_status, delivery_state, destinations, external_name)
      select 'mixed', 'default', 'reportstream', 201, 'x', 'x', now() - days * interval '1 day', 1, 'Received', 'processing',
        '[]', 'old.hl7'
      from unnest(array[1, 29, 31, 91, 93, 400]) days`);
  });
  const daysAgo = (days: number) => new Date(Date.now() - days * DAY).toISOString();
  const ask = async (query: string) => {
    const { json } = await house.api('GET', `/api/waters/org/mixed/submissions/summary?${query}`, { token });
    return { total: json.total, days: json.since && Math.round((Date.now() - Date.parse(json.since)) / DAY) };
  };

  test('30 days unless told', async () => {
    expect(await ask('')).toEqual({ total: 2, days: 30 });
    expect(await ask(`until=${daysAgo(30)}`)).toEqual({ total: 1, days: 60 });
    expect(await ask('until=9999-12-31T00:00:00Z')).toEqual({ total: 2, days: 30 });
  });
  test('as asked, up to 92 days', async () => {
    expect(await ask(`since=${daysAgo(90)}`)).toEqual({ total: 3, days: 90 });
    expect(await ask(`since=${daysAgo(500)}`)).toEqual({ total: 4, days: 92 });
    expect(await ask(`since=${daysAgo(500)}&until=${daysAgo(390)}`)).toEqual({ total: 1, days: 482 });
    expect(await ask('until=0001-01-01T00:00:00Z')).toMatchObject({ total: 0 });
  });
  test('all that q finds, however old', async () => {
    expect(await ask('q=old.hl7')).toEqual({ total: 6, days: null });
    expect(await ask(`q=old.hl7&since=${daysAgo(400.5)}`)).toEqual({ total: 6, days: 401 });
  });
});

test('one organization’s summary counts nothing of another', async () => {
  const token = await house.tokenOf('picky-ris');
  const { json } = await house.api('GET', '/api/waters/org/picky/submissions/summary', { token });
  expect(json.total).toBe(1);
  expect(json.byDestination.map(({ destination }: { destination: string }) => destination)).toEqual([
    'picky.few',
    'picky.nothing',
  ]);
});

test('stored counts are the routings’ own: no delivery, download or supersession makes them drift apart', async () => {
  const { json: listed } = await house.api('GET', `${LIST}?pageSize=500`);
  for (const { submissionId } of listed) {
    const { json } = await house.api('GET', `${historyPath(submissionId)}?explain=true`);
    const routed = json.explanation.filter(({ verdict }: { verdict: string }) => verdict !== 'outside jurisdiction');
    expect(routed.map(({ destination }: { destination: string }) => destination).sort()).toEqual(
      json.destinations.map((one: ToldDestination) => `${String(one.organization_id)}.${one.service}`).sort(),
    );
    expect(destinationOf(json, 'ehr')?.itemCountBeforeQualityFiltering).toBe(1);
  }
});
