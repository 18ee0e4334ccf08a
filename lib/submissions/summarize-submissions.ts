import type { Context } from '#lib/context';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { SubmissionFilters, SubmissionSummary } from '#lib/submissions/contract';
import { countSubmissions, type Count } from '#lib/submissions/count-submissions';
import { statusCounts } from '#lib/submissions/counts';

type ByDestination = SubmissionSummary['byDestination'][number];
type ByFilter = SubmissionSummary['byFilter'][number];

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
  const counts = await countSubmissions(context, organization, counted, []);
  const byStatus = statusCounts(counts.filter(({ measure }) => measure === 'status'));
  return {
    since,
    total: byStatus.reduce((sum, { count }) => sum + count, 0),
    byStatus,
    byDestination: foldDestinations(counts.filter(({ measure }) => measure === 'destination')),
    byFilter: counts
      .filter(({ measure, items }) => measure === 'filter' && items > 0)
      .map(({ destination, value, items }) => ({
        destination,
        filterType: value as ByFilter['filterType'],
        count: items,
      })),
  };
}

/** Items by fate; a destination that none has met is told too, as the submission has it. */
function foldDestinations(counts: readonly Count[]): ByDestination[] {
  return [...new Set(counts.map(({ destination }) => destination))].map((destination) => {
    const none = { delivered: 0, waiting: 0, retrying: 0, failed: 0, superseded: 0, skipped: 0, filtered: 0 };
    const own = counts.filter((one) => one.destination === destination);
    return { destination, ...none, ...Object.fromEntries(own.map(({ value, items }) => [value, items])) };
  });
}

function windowStart({ since, until }: SubmissionFilters, now: Date): string {
  const end = until ? Math.min(Date.parse(until), now.getTime()) : now.getTime();
  const daysBefore = (days: number) => new Date(Math.max(end - days * 86_400_000, FIRST)).toISOString();
  if (!since) return daysBefore(USUAL_DAYS);
  const earliest = daysBefore(MOST_DAYS);
  return since > earliest ? since : earliest;
}
