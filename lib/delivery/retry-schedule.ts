import { durationSeconds } from '#lib/settings/formats';

/** What moves the next attempt beyond the schedule's entry. */
export interface Patience {
  /** What the destination asked for (`Retry-After`). */
  retryAfterSeconds?: number | undefined;
  /** 0 to 1: where in the jitter it falls. Files that failed together do not come back together. */
  spread?: number;
}

/** The jitter: at most this share of the delay is added to it. */
export const MOST_SPREAD = 0.1;

/**
 * Seconds until the next attempt is due when `used` entries of the schedule are used up, the last by the attempt just made:
 * that entry, or more when the destination asked for more patience, and at most a tenth on top of either. Null when the
 * schedule has no such entry: the file has failed.
 */
export function retryDelay(
  schedule: readonly string[],
  used: number,
  { retryAfterSeconds = 0, spread = 0 }: Patience = {},
): number | null {
  const entry = schedule[used - 1];
  if (entry === undefined) return null;
  const delay = Math.max(durationSeconds(entry) ?? 0, retryAfterSeconds);
  return delay * (1 + MOST_SPREAD * spread);
}
