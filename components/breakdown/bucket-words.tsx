import { timeParts } from '#components/time/format-time';
import type { SubmissionBreakdown } from '#lib/submissions/breakdown-contract';

export type Bucket = SubmissionBreakdown['overTime'][number];

/** `14:00` of an hour, `25 Nov` of a day. */
export function shortName({ since }: Bucket, unit: SubmissionBreakdown['unit'], zone: string): string {
  const { date, clock } = timeParts(since, zone);
  return unit === 'hour' ? clock.slice(0, 5) : date.slice(0, -5);
}

/** `25 Nov 2026, 14:00`, or the day alone. */
export function longName({ since }: Bucket, unit: SubmissionBreakdown['unit'], zone: string): string {
  const { date, clock } = timeParts(since, zone);
  return unit === 'hour' ? `${date}, ${clock.slice(0, 5)}` : date;
}

export const countIn = ({ byStatus }: Bucket): number => byStatus.reduce((sum, { count }) => sum + count, 0);
