import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { SubmissionFilters, SubmissionSummary } from '#lib/submissions/contract';
import { narrowSubmissions, receivedWithin } from '#lib/submissions/narrow-submissions';
import { OVERALL_STATUSES } from '#lib/submissions/overall-status';

type ByDestination = SubmissionSummary['byDestination'][number];

/** Days that are counted unless `since` tells, and at most. */
const USUAL_DAYS = 30;
const MOST_DAYS = 92;
/** Years before 1 are written in other ways. */
const FIRST = Date.parse('0001-01-01T00:00:00Z');

/**
 * Counts of the same submissions that the list shows: by status, by destination and fate, by filter (contract §6), from
 * `since` in the answer on: 30 days unless told, 92 at most. What `q` finds is few, and counted whole.
 */
export async function summarizeSubmissions(
  context: Context,
  organization: AuthorizedDomain,
  filters: SubmissionFilters,
): Promise<SubmissionSummary> {
  const since = filters.q ? (filters.since ?? null) : windowStart(filters, context.at ?? new Date());
  const counted = { ...filters, since: since ?? undefined };
  const where = sql.join(narrowSubmissions(organization, counted), sql` and `);
  // Said of routings too, whose indexes begin with the organization: else every routing there is would be read.
  const routingWhere = sql.join(
    [sql`r.organization = ${organization}`, ...receivedWithin(sql`r`, counted)],
    sql` and `,
  );
  const { rows } = await context.db.execute<{
    statuses: Record<string, number> | null;
    destinations: ByDestination[] | null;
    filters: SubmissionSummary['byFilter'] | null;
  }>(sql`
    with chosen as materialized (
      select s.id, s.overall_status, s.destinations from submissions s where ${where}
    )
    select (select json_object_agg(overall_status, n)
        from (select overall_status, count(*) as n from chosen group by 1) c) as statuses,
      (select json_agg(c order by destination) from (
        select t.destination, sum(t.delivered)::int as delivered, sum(t.waiting)::int as waiting,
          sum(t.retrying)::int as retrying, sum(t.failed)::int as failed, sum(t.superseded)::int as superseded,
          sum(t.skipped)::int as skipped, sum(t.filtered)::int as filtered
        from chosen, jsonb_to_recordset(chosen.destinations) as t(destination text, delivered int, waiting int,
          retrying int, failed int, superseded int, skipped int, filtered int)
        group by 1) c) as destinations,
      (select json_agg(c order by destination, "filterType") from (
        select r.destination, r.filter_type as "filterType", count(*)::int as count
        from chosen join routings r on r.submission_id = chosen.id
        where r.state = 'filtered' and r.filter_type is not null and ${routingWhere} group by 1, 2) c) as filters`);
  const [counts] = rows;
  const statuses = counts?.statuses ?? {};
  const byStatus = OVERALL_STATUSES.flatMap((status) =>
    statuses[status] ? [{ status, count: statuses[status] }] : [],
  );
  return {
    since,
    total: byStatus.reduce((sum, { count }) => sum + count, 0),
    byStatus,
    byDestination: counts?.destinations ?? [],
    byFilter: counts?.filters ?? [],
  };
}

function windowStart({ since, until }: SubmissionFilters, now: Date): string {
  const end = until ? Math.min(Date.parse(until), now.getTime()) : now.getTime();
  const daysBefore = (days: number) => new Date(Math.max(end - days * 86_400_000, FIRST)).toISOString();
  if (!since) return daysBefore(USUAL_DAYS);
  const earliest = daysBefore(MOST_DAYS);
  return since > earliest ? since : earliest;
}
