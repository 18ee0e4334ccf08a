import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#lib/context';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { SubmissionFilters } from '#lib/submissions/contract';
import { countsOf, hourOf, ROUTINGS_OF_EACH, type Measure } from '#lib/submissions/counts';
import { narrowSubmissions, receivedWithin, senderName } from '#lib/submissions/narrow-submissions';

/** How many submissions, and of a destination or filter how many items, are of one value. */
export interface Count {
  measure: Measure;
  /** Of `status`: which part of the period, from 1 on; 0 before the first, one more than there are behind the last. */
  part: number;
  destination: string;
  value: string;
  submissions: number;
  items: number;
}

/**
 * Counts the submissions that the list shows for the same filters. `edges` are the first instants of the parts of the period
 * whose statuses are counted apart, and the instant behind the last. Whole hours that a worker has counted are taken as
 * counted, all else from rows, in one statement: what it tells is true of one instant.
 */
export async function countSubmissions(
  context: Context,
  organization: AuthorizedDomain,
  filters: SubmissionFilters,
  edges: readonly string[],
): Promise<Count[]> {
  const { since, until, sender, showFailed, ...others } = filters;
  const isCounted = since !== undefined && showFailed === 'true' && Object.values(others).every((one) => !one);
  const given = { organization, edges: sql`${sql.param(edges)}::timestamptz[]` };
  const source = isCounted ? fromHours({ ...given, since, until, sender }) : fromRows({ ...given, filters });
  const routings = isCounted ? ROUTINGS_OF_EACH : routingsWithin(organization, filters);
  const { rows } = await context.db.execute<Count & Record<string, unknown>>(sql`
    with ${source},
    counted as (select part, measure, destination, value, submissions, items from known
      union all select part, measure, destination, value, submissions, items
      from (${countsOf(routings)}) c)
    select case when measure = 'status' then part else 0 end as part, measure, destination, value,
      sum(submissions)::int as submissions, sum(items)::int as items
    from counted group by 1, 2, 3, 4 order by 3, 4`);
  return rows;
}

/** Those received in the same period: said of routings too, for an index to find them. */
const routingsWithin = (organization: AuthorizedDomain, filters: SubmissionFilters): SQL => {
  const within = [sql`r.organization = ${organization}`, ...receivedWithin(sql`r`, filters)];
  return sql`(select * from routings r where ${sql.join(within, sql` and `)})`;
};

interface Given {
  organization: AuthorizedDomain;
  edges: SQL;
}

/** Every submission is read. */
const fromRows = ({ organization, edges, filters }: Given & { filters: SubmissionFilters }): SQL => sql`
  known as (select 0 as part, '' as measure, '' as destination, '' as value, 0 as submissions, 0 as items where false),
  s as materialized (
    select s.id, width_bucket(s.received_at, ${edges}) as part, s.sender, s.overall_status, s.destinations
    from submissions s where ${sql.join(narrowSubmissions(organization, filters), sql` and `)})`;

/** `hours`: those that are over and counted, or were; `spans`: where rows must be read. Hours that an edge parts are. */
const fromHours = ({ organization, edges, since, until, sender }: Given & Partial<SubmissionFilters>): SQL => sql`
  period as (
    select ${since}::timestamptz as since,
      coalesce(${until ?? null}::timestamptz + interval '1 millisecond', 'infinity') as until,
      coalesce((select h.until from hours_counted h where h.organization = ${organization}), '-infinity') as counted),
  hours as materialized (
    select hour, width_bucket(hour, ${edges}) as part,
      hour >= since and hour + interval '1 hour' <= until
        and width_bucket(hour, ${edges}) = width_bucket(hour + interval '59:59.999999', ${edges})
        and not exists (select 1 from recounts r where r.organization = ${organization} and r.hour = h.hour) as holds
    from period, generate_series(${hourOf(sql`since`)}, least(until, counted) - interval '1 microsecond',
      interval '1 hour') h (hour)),
  spans as materialized (
    select greatest(min(hour), since) as since, least(max(hour) + interval '1 hour', until) as until
    from period, (select hour, hour - row_number() over (order by hour) * interval '1 hour' as run
      from hours where not holds) h
    group by run, since, until
    union all select greatest(since, counted), until from period),
  s as materialized (
    select s.id, width_bucket(s.received_at, ${edges}) as part, s.sender, s.overall_status, s.destinations
    from spans p, lateral (select * from submissions s where s.received_at >= p.since and s.received_at < p.until
      and ${sql.join(narrowSubmissions(organization, { sender, showFailed: 'true' }), sql` and `)} offset 0) s),
  known as (
    select h.part, c.measure, c.destination, c.value, c.submissions, c.items
    from hours h join hour_counts c on c.hour = h.hour
    where h.holds and c.organization = ${organization}
      and ${sql.join([...ofSender(organization, sender), sql`true`], sql` and `)})`;

const ofSender = (organization: AuthorizedDomain, sender: string | undefined): SQL[] =>
  sender ? [sql`c.sender = ${senderName(organization, sender)}`] : [];
