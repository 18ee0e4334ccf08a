import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import type { Database } from '#db/client';
import type { Context } from '#lib/context';
import type { AuthorizedDomain } from '#lib/identity/actor';
import { FILTER_TYPES } from '#lib/routing/contract';
import { breakDownSubmissions } from '#lib/submissions/break-down-submissions';
import { breakdownQuery } from '#lib/submissions/breakdown-contract';
import { listSubmissionsQuery, submissionFilters } from '#lib/submissions/contract';
import { listSubmissions } from '#lib/submissions/list-submissions';
import { summarizeSubmissions } from '#lib/submissions/summarize-submissions';

/** What figures are asked for. */
export interface Question {
  since?: string;
  until?: string;
  sender?: string;
  timeZone?: string;
}

interface Routed {
  destination: string;
  state: string;
  filterType: string | null;
}

interface Row extends Record<string, unknown> {
  id: number;
  /** Microseconds since 1970. */
  at: number;
  sender: string;
  status: string;
  /** Destinations as they are stored with it, whether or not any item met them. */
  named: string[];
  routed: Routed[] | null;
}

const WORST_FIRST = ['retrying', 'waiting', 'failed', 'delivered', 'superseded', 'skipped'];

/** Compares what breakdown and summary tell with counts of the stored rows, made one by one without any product code. */
export async function checkFigures(
  context: Context,
  organization: AuthorizedDomain,
  question: Question,
): Promise<number> {
  const told = await breakDownSubmissions(context, organization, breakdownQuery.parse(question));
  const rows = await readRows(context.db, organization, question.sender);
  const from = told.since ?? '';
  const chosen = rows.filter(isWithin(from, question.until));
  expect(new Map(told.byStatus.map(({ status, count }) => [status, count]))).toEqual(
    countEach(chosen.map((row) => row.status)),
  );
  expect(told.total).toBe(chosen.length);
  for (const { since, until, byStatus } of told.overTime) {
    const part = rows.filter(isWithin(since, until)).map((row) => row.status);
    expect([since, new Map(byStatus.map(({ status, count }) => [status, count]))]).toEqual([since, countEach(part)]);
  }
  const destinations = told.byDestination.flatMap(({ destination, ...counts }) =>
    Object.entries(counts).flatMap(([status, count]) =>
      count > 0 ? [[`${destination} ${status}`, count] as const] : [],
    ),
  );
  expect(new Map(destinations)).toEqual(
    countEach(
      chosen.flatMap((row) => row.named.map((destination) => `${destination} ${statusAt(itemsOf(row, destination))}`)),
    ),
  );
  expect(
    new Map(told.byFilter.map(({ destination, filterType, count }) => [`${destination} ${filterType}`, count])),
  ).toEqual(countEach(chosen.flatMap((row) => [...new Set(filtersOf(row, (state) => state !== 'outside'))])));
  await checkSummary(context, organization, { ...question, since: from }, chosen);
  return chosen.length;
}

async function checkSummary(
  context: Context,
  organization: AuthorizedDomain,
  question: Question,
  chosen: readonly Row[],
): Promise<void> {
  const told = await summarizeSubmissions(context, organization, submissionFilters.parse(question));
  expect(told.total).toBe(chosen.length);
  const destinations = told.byDestination.flatMap(({ destination, ...counts }) =>
    Object.entries(counts).flatMap(([fate, count]) => (count > 0 ? [[`${destination} ${fate}`, count] as const] : [])),
  );
  const items = chosen.flatMap((row) => row.named.flatMap((destination) => itemsOf(row, destination)));
  expect(new Map(destinations)).toEqual(countEach(items.map(({ destination, state }) => `${destination} ${state}`)));
  expect(
    new Map(told.byFilter.map(({ destination, filterType, count }) => [`${destination} ${filterType}`, count])),
  ).toEqual(countEach(chosen.flatMap((row) => filtersOf(row, (state) => state === 'filtered'))));
}

/**
 * Compares what the list shows with the stored rows, in both directions: of each destination and of any, with each status
 * there and without, removed by each filter and whatever became of it.
 */
export async function checkLists(context: Context, organization: AuthorizedDomain): Promise<void> {
  const rows = await readRows(context.db, organization, undefined);
  const destinations = [...new Set(rows.flatMap(({ named }) => named))];
  for (const destination of [undefined, ...destinations]) {
    for (const destinationStatus of [undefined, ...WORST_FIRST, 'filtered']) {
      for (const filterType of [undefined, ...FILTER_TYPES]) {
        const filters = { destination, destinationStatus, filterType };
        const listed = rows.filter((row) => isListed(row, filters));
        const ids = listed.toSorted((a, b) => b.at - a.at || b.id - a.id).map(({ id }) => id);
        expect([filters, await listAll(context, organization, filters)]).toEqual([filters, ids]);
        const turned = { ...filters, sortdir: 'asc' };
        expect([turned, await listAll(context, organization, turned)]).toEqual([turned, ids.toReversed()]);
      }
    }
  }
}

function isListed(row: Row, asked: { destination?: string; destinationStatus?: string; filterType?: string }): boolean {
  const { destination, destinationStatus, filterType } = asked;
  const there = row.named.filter((name) => destination === undefined || name === destination);
  if (destination !== undefined && there.length === 0) return false;
  const met = (row.routed ?? []).filter(({ state }) => state !== 'outside');
  return (
    (destinationStatus === undefined || there.some((name) => statusAt(itemsOf(row, name)) === destinationStatus)) &&
    (filterType === undefined || met.some((one) => one.filterType === filterType && there.includes(one.destination)))
  );
}

async function listAll(context: Context, organization: AuthorizedDomain, filters: object): Promise<number[]> {
  const ids: number[] = [];
  let cursor: string | undefined;
  do {
    const query = listSubmissionsQuery.parse({ ...filters, pageSize: '9', cursor });
    const page = await listSubmissions(context, organization, query);
    ids.push(...page.items.map(({ submissionId }) => submissionId));
    cursor = page.nextCursor ?? undefined;
  } while (cursor !== undefined);
  return ids;
}

async function readRows(db: Database, organization: string, sender: string | undefined): Promise<Row[]> {
  const { rows } = await db.execute<Row>(sql`
    select s.id, (extract(epoch from s.received_at) * 1000000)::bigint as at, s.sender, s.overall_status as status,
      array(select jsonb_array_elements(s.destinations)->>'destination') as named,
      (select json_agg(json_build_object('destination', r.destination, 'state', r.state, 'filterType', r.filter_type))
        from routings r where r.submission_id = s.id) as routed
    from submissions s where s.organization = ${organization}`);
  return rows.filter((row) => sender === undefined || row.sender === sender.replace(`${organization}.`, ''));
}

/** Both ends count, the last with its whole millisecond. */
const isWithin =
  (since: string, until: string | undefined) =>
  ({ at }: Row): boolean =>
    at >= Date.parse(since) * 1000 && (until === undefined || at < (Date.parse(until) + 1) * 1000);

const itemsOf = (row: Row, destination: string): Routed[] =>
  (row.routed ?? []).filter((one) => one.destination === destination && one.state !== 'outside');

const statusAt = (items: readonly Routed[]): string =>
  WORST_FIRST.find((fate) => items.some(({ state }) => state === fate)) ?? 'filtered';

const filtersOf = (row: Row, counts: (state: string) => boolean): string[] =>
  (row.routed ?? []).flatMap(({ destination, state, filterType }) =>
    filterType !== null && counts(state) ? [`${destination} ${filterType}`] : [],
  );

function countEach(names: readonly string[]): Map<string, number> {
  const counts = new Map<string, number>();
  for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  return counts;
}
