import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { DomainError, sqlState } from '#lib/errors';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { BreakdownQuery, SubmissionBreakdown } from '#lib/submissions/breakdown-contract';
import { narrowSubmissions, receivedWithin } from '#lib/submissions/narrow-submissions';
import { DESTINATION_STATUSES, OVERALL_STATUSES, type OverallStatus } from '#lib/submissions/overall-status';
import { TALLIES, TALLY_STATUS } from '#lib/submissions/tally-status';

type Unit = SubmissionBreakdown['unit'];
type ByDestination = SubmissionBreakdown['byDestination'][number];

/** Days that are counted unless `since` tells, and at most. */
const USUAL_DAYS = 30;
const MOST_DAYS = 92;
/** Years before 1, which a day's beginning in some zone may fall into, are written in other ways. */
const FIRST = '0001-01-03T00:00:00Z';
/** Up to so many hours each hour is counted by itself. */
const HOURLY_UP_TO = 49;

interface Period {
  since: string;
  unit: Unit;
  /** First instants of the hours or days, and of the one after the last. */
  edges: string[];
}

interface Counts {
  over_time: { start: string; status: OverallStatus; count: number }[] | null;
  destinations: { destination: string; status: keyof ByDestination; count: number }[] | null;
  filters: SubmissionBreakdown['byFilter'] | null;
  [column: string]: unknown;
}

/**
 * Counts of the submissions that the list shows for the same filters: by status over time, by destination and its
 * status, by filter and destination. Every count is one of submissions, so that it equals the rows it opens. Throws
 * `bad_request` on a time zone that the database does not know.
 */
export async function breakDownSubmissions(
  context: Context,
  organization: AuthorizedDomain,
  { timeZone, ...filters }: BreakdownQuery,
): Promise<SubmissionBreakdown> {
  const period = filters.q && !filters.since ? null : await readPeriod(context, filters, timeZone);
  const since = period?.since ?? null;
  const unit = period?.unit ?? 'day';
  const counted = { ...filters, since: since ?? undefined };
  const where = sql.join(narrowSubmissions(organization, counted), sql` and `);
  // Said of routings too, whose indexes begin with the organization: else every routing there is would be read.
  const routed = sql.join([sql`r.organization = ${organization}`, ...receivedWithin(sql`r`, counted)], sql` and `);
  const { rows } = await context.db.execute<Counts & Record<string, unknown>>(sql`
    with s as materialized (
      select s.id, s.received_at, s.overall_status, s.destinations from submissions s where ${where}
    )
    select (select json_agg(c) from (
        select date_trunc(${unit}, s.received_at, ${timeZone}) as start, s.overall_status as status,
          count(*)::int as count
        from s group by 1, 2) c) as over_time,
      (select json_agg(c order by destination) from (
        select t.destination, ${TALLY_STATUS} as status, count(*)::int as count from s, ${TALLIES}
        group by 1, 2) c) as destinations,
      (select json_agg(c order by destination, "filterType") from (
        select r.destination, r.filter_type as "filterType", count(distinct s.id)::int as count
        from s join routings r on r.submission_id = s.id
        where r.filter_type is not null and r.state <> 'outside' and ${routed} group by 1, 2) c) as filters`);
  const overTime = rows[0]?.over_time ?? [];
  const byStatus = statusCounts(overTime);
  return {
    since,
    until: filters.until ?? null,
    unit,
    total: byStatus.reduce((sum, { count }) => sum + count, 0),
    byStatus,
    overTime: period ? fillPeriod(period, filters.until, overTime) : [],
    byDestination: foldDestinations(rows[0]?.destinations ?? []),
    byFilter: rows[0]?.filters ?? [],
  };
}

/** The days or hours that are counted. Days begin when they do in the zone, also where clocks are changed. */
async function readPeriod(
  context: Context,
  filters: { since?: string; until?: string },
  timeZone: string,
): Promise<Period> {
  const at = context.at?.toISOString() ?? null;
  const { rows } = await context.db
    .execute<{ since: string; last: string; unit: Unit; edges: string[] }>(sql`
      with ends as (
        select least(${filters.until ?? null}::timestamptz, coalesce(${at}::timestamptz, now())) as last
      ), period as (
        select last, greatest(coalesce(${filters.since ?? null}::timestamptz,
            date_trunc('day', last - interval '${sql.raw(String(USUAL_DAYS - 1))} days', ${timeZone})),
          last - interval '${sql.raw(String(MOST_DAYS))} days', ${FIRST}::timestamptz) as first from ends
      ), chosen as (
        select *, case when last - first <= interval '${sql.raw(String(HOURLY_UP_TO))} hours' then 'hour' else 'day' end as unit
        from period
      )
      select to_json(first) as since, to_json(last) as last, unit, (select coalesce(json_agg(edge order by edge), '[]') from generate_series(
          date_trunc(unit, first, ${timeZone}), last + ('2 ' || unit)::interval, ('1 ' || unit)::interval, ${timeZone}
        ) edge) as edges
      from chosen`)
    .catch((error: unknown) => {
      if (sqlState(error) !== '22023') throw error;
      throw new DomainError('bad_request', `“${timeZone}” is not a time zone that is known here.`);
    });
  const [row] = rows;
  if (!row) throw new Error('The database told no period.');
  const edges = row.edges.map(instant);
  const last = instant(row.last);
  return {
    since: instant(row.since),
    unit: row.unit,
    edges: edges.slice(0, edges.filter((edge) => edge <= last).length + 1),
  };
}

const instant = (text: string): string => new Date(text).toISOString();

/** Every hour or day of the period, the first and last cut to it, with what was counted in each. */
function fillPeriod(
  { since, edges }: Period,
  until: string | undefined,
  counted: NonNullable<Counts['over_time']>,
): SubmissionBreakdown['overTime'] {
  const told = counted.map((one) => ({ ...one, start: instant(one.start) }));
  return edges.slice(0, -1).map((edge, index) => {
    const last = new Date(Date.parse(edges[index + 1] ?? edge) - 1).toISOString();
    return {
      since: edge < since ? since : edge,
      until: until && until < last ? until : last,
      byStatus: statusCounts(told.filter(({ start }) => start === edge)),
    };
  });
}

/** Summed up by status, in the order of the statuses; what does not occur is left out. */
function statusCounts(counted: readonly { status: OverallStatus; count: number }[]): SubmissionBreakdown['byStatus'] {
  return OVERALL_STATUSES.flatMap((status) => {
    const count = counted.reduce((sum, one) => sum + (one.status === status ? one.count : 0), 0);
    return count > 0 ? [{ status, count }] : [];
  });
}

function foldDestinations(counted: NonNullable<Counts['destinations']>): ByDestination[] {
  const none = Object.fromEntries(DESTINATION_STATUSES.map((status) => [status, 0]));
  return [...new Set(counted.map(({ destination }) => destination))].map((destination) => {
    const counts = counted.filter((one) => one.destination === destination);
    const told = Object.fromEntries(counts.map(({ status, count }) => [status, count]));
    return { destination, ...none, ...told } as ByDestination;
  });
}
