import { durationSeconds } from '#lib/settings/formats';

/**
 * Seconds until the next attempt is due after `attempts` have been made: the schedule's entry for it, or more when the
 * destination asked for more patience (`Retry-After`). Null when the schedule is used up: the file has failed.
 */
export function retryDelay(schedule: readonly string[], attempts: number, retryAfterSeconds = 0): number | null {
  const delay = schedule[attempts - 1];
  return delay === undefined ? null : Math.max(durationSeconds(delay) ?? 0, retryAfterSeconds);
}
