import { type SQL, sql } from 'drizzle-orm';
import type { ClaimedDelivery } from '#lib/delivery/claim-deliveries';
import type { TransportResult } from '#lib/transports/contract';
import { MOST_SPREAD } from '#lib/delivery/retry-schedule';

/** Attempts in a row that did not reach a destination until it counts as degraded. */
export const DEGRADED_AFTER = 5;
/** Seconds from there to the first single attempt, doubled with each that fails, up to the longest. */
const FIRST_WAIT = 5;
const LONGEST_WAIT = 300;

/** What came of an attempt, and 0 to 1, where in the jitter the next falls. */
interface Attempted {
  result: TransportResult | { outcome: 'abandoned' };
  spread?: number;
}

/** What an attempt tells about its destination. */
interface Evidence {
  /** Whether the destination was reached, whatever it said; null where the attempt does not tell. */
  reached: boolean | null;
  detail: string | null;
  retryAfterSeconds: number;
  /** 0 to 1: where in the jitter the next single attempt falls. */
  spread: number;
}

/** What became of a destination with an attempt. */
export type Turn = 'degraded' | 'recovered';

/** A turn, with when the outage began and its last error. */
export interface Turned {
  turn: Turn;
  since: string;
  lastError: string | null;
}

/**
 * SQL: notes what an attempt tells about its destination, and answers the columns `destination`, `turn` (`Turn` or null),
 * `since` and `last_error` of the outage in at most one row. A destination that answers, and did before, is not written at
 * all: however many files it is sent, none waits for another.
 */
export function weighAttempt({ destination, isProbe }: ClaimedDelivery, attempted: Attempted, now: SQL): SQL {
  const { reached, detail, retryAfterSeconds, spread } = evidenceOf(attempted);
  const next = (probes: SQL) => sql`${now} + make_interval(secs => greatest(${retryAfterSeconds},
    least(${LONGEST_WAIT}, ${FIRST_WAIT} * power(2, least(10, ${probes})))) * ${1 + MOST_SPREAD * spread})`;
  if (reached === null) {
    return sql`update destination_states s set probe_at = ${next(sql`s.probes`)}
      where s.destination = ${destination} and s.degraded_since is not null and ${isProbe}
      returning s.destination, null::text as turn, null::timestamptz as since, null::text as last_error`;
  }
  if (reached) return forgetFaults([destination], now);
  return sql`insert into destination_states as s (destination, faults, last_error) values (${destination}, 1, ${detail})
    on conflict (destination) do update set faults = s.faults + 1, last_error = excluded.last_error,
      degraded_since = coalesce(s.degraded_since, case when s.faults + 1 >= ${DEGRADED_AFTER} then ${now} end),
      probes = s.probes + case when s.degraded_since is not null and ${isProbe} then 1 else 0 end,
      probe_at = case when s.degraded_since is null and s.faults + 1 >= ${DEGRADED_AFTER} then ${next(sql`0`)}
        when s.degraded_since is not null and ${isProbe} then ${next(sql`s.probes + 1`)} else s.probe_at end
    returning s.destination, case when s.faults = ${DEGRADED_AFTER} then 'degraded' end as turn, s.degraded_since as since, s.last_error`;
}

/** SQL: destinations that answer, or need not, have no faults any more; its columns are those of `weighAttempt`. */
export function forgetFaults(destinations: readonly string[], now: SQL): SQL {
  return sql`update destination_states s set faults = 0, degraded_since = null, probe_at = null, probes = 0, last_error = null,
      recovered_at = case when before.degraded_since is not null then ${now} else s.recovered_at end
    from (select destination, degraded_since, last_error from destination_states
      where destination = any (${sql.param(destinations)}::text[]) and faults > 0 order by destination for update) before
    where s.destination = before.destination
    returning s.destination, case when before.degraded_since is not null then 'recovered' end as turn,
      before.degraded_since as since, before.last_error`;
}

function evidenceOf({ result, spread = Math.random() }: Attempted): Evidence {
  if (result.outcome === 'abandoned') return { reached: null, detail: null, retryAfterSeconds: 0, spread };
  const { outcome, reached = outcome !== 'retry' } = result;
  const retryAfterSeconds = (outcome === 'retry' ? result.retryAfterSeconds : null) ?? 0;
  return { reached, detail: outcome === 'delivered' ? null : result.detail, retryAfterSeconds, spread };
}
