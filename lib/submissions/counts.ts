import { sql, type SQL } from 'drizzle-orm';
import {
  DESTINATION_STATUSES,
  OVERALL_STATUSES,
  type DestinationStatus,
  type OverallStatus,
} from '#lib/submissions/overall-status';
import { TALLIES, TALLY_STATUS } from '#lib/submissions/tally-status';

/** Days that figures tell of unless `since` says, and at most. */
export const USUAL_DAYS = 30;
export const MOST_DAYS = 92;

export type Measure = 'status' | 'destination' | 'filter';

const each = (part: (fate: string) => string): SQL => sql.raw(DESTINATION_STATUSES.map(part).join(', '));
const SUMS = each((fate) => `count(*) filter (where status = '${fate}') as at_${fate}, sum(${fate}) as of_${fate}`);
const EACH_FATE = each((fate) => `('${fate}', at_${fate}, of_${fate})`);

/** SQL: the hour, by UTC, that an instant lies in. */
export const hourOf = (at: SQL): SQL => sql`date_bin(interval '1 hour', ${at}, timestamptz '2000-01-01 00:00Z')`;

/** SQL: the routings of each of few submissions `s`. `offset 0` keeps the planner from reading all there are at once. */
export const ROUTINGS_OF_EACH = sql`lateral (select * from routings r where r.submission_id = s.id offset 0)`;

/**
 * SQL: `s`, which has `id`, `part`, `sender`, `overall_status` and `destinations` of submissions, counted by part and sender.
 * Whoever counts counts with it, once for all or each time anew, so that figures are the same. `routings` are all of `s`, and
 * may be others too.
 */
export const countsOf = (routings: SQL): SQL => sql`
  select part, sender, 'status' as measure, '' as destination, overall_status as value, count(*)::int as submissions,
    0 as items
  from s group by part, sender, overall_status
  union all
  select part, sender, 'destination', destination, f.fate, f.submissions::int, f.items::int
  from (select part, sender, destination, ${SUMS} from (select part, sender, t.*, ${TALLY_STATUS} as status from s, ${TALLIES}) t
    group by part, sender, destination) t, lateral (values ${EACH_FATE}) f (fate, submissions, items)
  where f.submissions > 0 or f.items > 0
  union all
  select part, sender, 'filter', r.destination, r.filter_type, count(distinct s.id)::int,
    (count(*) filter (where r.state = 'filtered'))::int
  from s, ${routings} r where r.submission_id = s.id and r.filter_type is not null and r.state <> 'outside'
  group by part, sender, r.destination, r.filter_type`;

/** An entry a destination: `none`, the zeros of every status in the answer's order, with what was counted `of` it. */
export function destinationCounts(
  counts: readonly { destination: string; value: string; submissions: number; items: number }[],
  of: 'submissions' | 'items',
  none: Record<DestinationStatus, number>,
): ({ destination: string } & Record<DestinationStatus, number>)[] {
  return [...new Set(counts.map(({ destination }) => destination))].map((destination) => {
    const own = counts.filter((one) => one.destination === destination);
    return { destination, ...none, ...Object.fromEntries(own.map((one) => [one.value, one[of]])) };
  });
}

/** Counts of statuses summed up, in the statuses' order; what does not occur is left out. */
export function statusCounts(
  counts: readonly { value: string; submissions: number }[],
): { status: OverallStatus; count: number }[] {
  return OVERALL_STATUSES.flatMap((status) => {
    const count = counts.reduce((sum, one) => sum + (one.value === status ? one.submissions : 0), 0);
    return count > 0 ? [{ status, count }] : [];
  });
}
