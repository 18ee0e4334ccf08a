import { durationSeconds } from '#lib/settings/formats';

/**
 * When the next attempt is due after `attempts` have been made: the schedule's entry for it, or later when the
 * destination asked for more patience (`Retry-After`). Null when the schedule is used up: the file has failed.
 */
export function nextRetry(
  schedule: readonly string[],
  attempts: number,
  now: Date,
  retryAfterSeconds = 0,
): Date | null {
  const delay = schedule[attempts - 1];
  if (delay === undefined) return null;
  return new Date(now.getTime() + Math.max(durationSeconds(delay) ?? 0, retryAfterSeconds) * 1000);
}
