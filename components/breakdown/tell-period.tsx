import type { ListFilters } from '#components/submissions/list-filters';
import { timeParts } from '#components/time/format-time';
import type { SubmissionBreakdown } from '#lib/submissions/breakdown-contract';

/** Which submissions the figures count, in words. */
export function tellPeriod({ since, until }: SubmissionBreakdown, filters: ListFilters, zone: string): string {
  if (since === null) return 'Of what the search finds';
  const from = timeParts(since, zone);
  const isCut = filters.since !== undefined && filters.since < since;
  const cut = isCut ? ' (figures cover 92 days at the most)' : '';
  if (!filters.since && until === null) return 'Received in the last 30 days';
  if (until === null) return `Received since ${from.date}${at(from.clock)}${cut}`;
  const to = timeParts(until, zone);
  const isHour = Date.parse(until) - Date.parse(since) < 3_600_000;
  if (isHour) return `Received on ${from.date}, ${from.clock.slice(0, 5)} to ${to.clock.slice(0, 5)}`;
  if (from.date === to.date) return `Received on ${from.date}${at(from.clock)}`;
  return `Received from ${from.date} to ${to.date}${cut}`;
}

const at = (clock: string): string => (clock === '00:00:00' ? '' : `, ${clock.slice(0, 5)}`);
