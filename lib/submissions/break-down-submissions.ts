import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { DomainError, sqlState } from '#lib/errors';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { BreakdownQuery, SubmissionBreakdown } from '#lib/submissions/breakdown-contract';
import { countSubmissions, type Count } from '#lib/submissions/count-submissions';
import { destinationCounts, MOST_DAYS, statusCounts, USUAL_DAYS } from '#lib/submissions/counts';
import { DESTINATION_STATUSES, type DestinationStatus } from '#lib/submissions/overall-status';

type Unit = SubmissionBreakdown['unit'];
type ByFilter = SubmissionBreakdown['byFilter'][number];

const NONE = Object.fromEntries(DESTINATION_STATUSES.map((status) => [status, 0])) as Record<DestinationStatus, number>;
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
  const counted = { ...filters, since: since ?? undefined };
  const counts = await countSubmissions(context, organization, counted, period?.edges ?? []);
  const of = (measure: Count['measure']) => counts.filter((one) => one.measure === measure && one.submissions > 0);
  const byStatus = statusCounts(of('status'));
  return {
    since,
    until: filters.until ?? null,
    unit: period?.unit ?? 'day',
    total: byStatus.reduce((sum, { count }) => sum + count, 0),
    byStatus,
    overTime: period ? fillPeriod(period, filters.until, of('status')) : [],
    byDestination: destinationCounts(of('destination'), 'submissions', NONE),
    byFilter: of('filter').map(({ destination, value, submissions }) => ({
      destination,
      filterType: value as ByFilter['filterType'],
      count: submissions,
    })),
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
  counts: readonly Count[],
): SubmissionBreakdown['overTime'] {
  return edges.slice(0, -1).map((edge, index) => {
    const last = new Date(Date.parse(edges[index + 1] ?? edge) - 1).toISOString();
    return {
      since: edge < since ? since : edge,
      until: until && until < last ? until : last,
      byStatus: statusCounts(counts.filter(({ part }) => part === index + 1)),
    };
  });
}
