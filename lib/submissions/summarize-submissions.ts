import type { Context } from '#lib/context';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { SubmissionFilters, SubmissionSummary } from '#lib/submissions/contract';
import { countSubmissions } from '#lib/submissions/count-submissions';
import { destinationCounts, MOST_DAYS, statusCounts, USUAL_DAYS } from '#lib/submissions/counts';

type ByFilter = SubmissionSummary['byFilter'][number];

/** Told of a destination that no item has met, too. */
const NONE = { delivered: 0, waiting: 0, retrying: 0, failed: 0, superseded: 0, skipped: 0, filtered: 0 };
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
  const counts = await countSubmissions(context, organization, counted, []);
  const byStatus = statusCounts(counts.filter(({ measure }) => measure === 'status'));
  return {
    since,
    total: byStatus.reduce((sum, { count }) => sum + count, 0),
    byStatus,
    byDestination: destinationCounts(
      counts.filter(({ measure }) => measure === 'destination'),
      'items',
      NONE,
    ),
    byFilter: counts
      .filter(({ measure, items }) => measure === 'filter' && items > 0)
      .map(({ destination, value, items }) => ({
        destination,
        filterType: value as ByFilter['filterType'],
        count: items,
      })),
  };
}

function windowStart({ since, until }: SubmissionFilters, now: Date): string {
  const end = until ? Math.min(Date.parse(until), now.getTime()) : now.getTime();
  const daysBefore = (days: number) => new Date(Math.max(end - days * 86_400_000, FIRST)).toISOString();
  if (!since) return daysBefore(USUAL_DAYS);
  const earliest = daysBefore(MOST_DAYS);
  return since > earliest ? since : earliest;
}
