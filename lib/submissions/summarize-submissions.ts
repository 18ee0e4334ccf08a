import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { SubmissionFilters, SubmissionSummary } from '#lib/submissions/contract';
import { narrowSubmissions } from '#lib/submissions/narrow-submissions';
import { OVERALL_STATUSES } from '#lib/submissions/overall-status';

type ByDestination = SubmissionSummary['byDestination'][number];

/** Counts of the same submissions that the list shows: by status, by destination and fate, by filter (contract §6). */
export async function summarizeSubmissions(
  context: Context,
  organization: AuthorizedDomain,
  filters: SubmissionFilters,
): Promise<SubmissionSummary> {
  const where = sql.join(narrowSubmissions(organization, filters), sql` and `);
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
        where r.state = 'filtered' group by 1, 2) c) as filters`);
  const [counts] = rows;
  const statuses = counts?.statuses ?? {};
  const byStatus = OVERALL_STATUSES.flatMap((status) =>
    statuses[status] ? [{ status, count: statuses[status] }] : [],
  );
  return {
    total: byStatus.reduce((sum, { count }) => sum + count, 0),
    byStatus,
    byDestination: counts?.destinations ?? [],
    byFilter: counts?.filters ?? [],
  };
}
