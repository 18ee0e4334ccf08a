import { sql, type SQL } from 'drizzle-orm';
import { DESTINATION_STATUSES, OVERALL_STATUSES, type OverallStatus } from '#lib/submissions/overall-status';
import { TALLIES, TALLY_STATUS } from '#lib/submissions/tally-status';

export type Measure = 'status' | 'destination' | 'filter';

const EACH_FATE = sql.raw(DESTINATION_STATUSES.map((fate) => `('${fate}', t.${fate})`).join(', '));

/** SQL: the hour, by UTC, that an instant lies in. */
export const hourOf = (at: SQL): SQL => sql`date_bin(interval '1 hour', ${at}, timestamptz '2000-01-01 00:00Z')`;

/**
 * SQL: `s`, which has `id`, `part`, `sender`, `overall_status` and `destinations` of submissions, counted by part and sender.
 * Whoever counts counts with it, once for all or each time anew, so that figures are the same. `routed` narrows routings `r`
 * to those that can belong to `s`.
 */
export const countsOf = (routed: SQL): SQL => sql`
  select part, sender, 'status' as measure, '' as destination, overall_status as value, count(*)::int as submissions,
    0 as items
  from s group by part, sender, overall_status
  union all
  select part, sender, 'destination', t.destination, f.fate, (count(*) filter (where f.fate = ${TALLY_STATUS}))::int,
    sum(f.items)::int
  from s, ${TALLIES}, lateral (values ${EACH_FATE}) f (fate, items)
  where f.items > 0 or f.fate = ${TALLY_STATUS} group by part, sender, t.destination, f.fate
  union all
  select part, sender, 'filter', r.destination, r.filter_type, count(distinct s.id)::int,
    (count(*) filter (where r.state = 'filtered'))::int
  from s join routings r on r.submission_id = s.id
  where r.filter_type is not null and r.state <> 'outside' and ${routed} group by part, sender, r.destination, r.filter_type`;

/** Counts of statuses summed up, in the statuses' order; what does not occur is left out. */
export function statusCounts(
  counts: readonly { value: string; submissions: number }[],
): { status: OverallStatus; count: number }[] {
  return OVERALL_STATUSES.flatMap((status) => {
    const count = counts.reduce((sum, one) => sum + (one.value === status ? one.submissions : 0), 0);
    return count > 0 ? [{ status, count }] : [];
  });
}
