import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { defineStatement } from '#db/statement';

/** Seconds a worker may take for an attempt before another may claim the file. */
const LEASE_SECONDS = 60;

export interface ClaimedDelivery {
  id: number;
  reportId: string;
  destination: string;
  fileName: string;
  attempts: number;
  leaseToken: number;
  /** A newer version came: close the file instead of sending it. */
  supersededBy: string | null;
}

/** Candidates for each file to be claimed: other workers may be locking the first ones in this instant. */
const CANDIDATES = 4;

const $ = sql.placeholder;
type Input = {
  destinations: string[];
  inactive: string[];
  limit: number;
  candidates: number;
  at: string | null;
  leaseSeconds: number;
};

const noOlderInFlight = sql`not exists (select 1 from deliveries o where o.order_key = d.order_key
  and o.destination = d.destination and o.version < d.version and o.state = 'sending')`;

const statement = defineStatement<Input, ClaimedDelivery>(sql`
with clock as (select coalesce(${$('at')}::timestamptz, now()) as now),
lapsed as (
  select d.id from deliveries d, clock
  where d.state = 'sending' and d.lease_until < clock.now and ${noOlderInFlight}
    and (d.superseded_by is not null or d.destination = any (${$('destinations')}::text[])
      or d.withdrawal and d.destination = any (${$('inactive')}::text[]))
  order by d.lease_until limit 1
  for update of d skip locked
),
candidate as (
  select waiting.* from clock, unnest(${$('destinations')}::text[]) as name cross join lateral (
    select d.id, row_number() over (order by d.next_attempt_at) as place, d.next_attempt_at from deliveries d
    where d.destination = name and d.state in ('queued', 'retrying') and d.superseded_by is null
      and d.next_attempt_at <= clock.now and ${noOlderInFlight}
    order by d.next_attempt_at limit ${$('candidates')}::int) waiting
  union all (
    select d.id, 0 as place, d.next_attempt_at from deliveries d, clock
    where d.withdrawal and d.destination = any (${$('inactive')}::text[]) and d.state in ('queued', 'retrying')
      and d.superseded_by is null and d.next_attempt_at <= clock.now and ${noOlderInFlight}
    order by d.next_attempt_at limit ${$('candidates')}::int)
  union all (
    select d.id, 0 as place, d.next_attempt_at from deliveries d, clock
    where d.state in ('queued', 'retrying', 'ready') and d.superseded_by is not null
      and d.next_attempt_at <= clock.now and ${noOlderInFlight}
    order by d.next_attempt_at limit ${$('candidates')}::int)
),
due as (
  select d.id from deliveries d, clock,
    (select * from candidate order by place, next_attempt_at limit ${$('candidates')}::int) c
  where d.id = c.id and not exists (select 1 from lapsed) and d.next_attempt_at <= clock.now
    and (d.state in ('queued', 'retrying') or (d.state = 'ready' and d.superseded_by is not null))
  order by c.place, c.next_attempt_at limit ${$('limit')}::int
  for update of d skip locked
)
update deliveries d set state = 'sending', lease_until = clock.now + make_interval(secs => ${$('leaseSeconds')}),
  lease_token = d.lease_token + 1, attempts = d.attempts + case when d.superseded_by is null then 1 else 0 end
from (select id from lapsed union all select id from due) taken, clock
where d.id = taken.id
returning d.id, d.report_id as "reportId", d.destination, d.file_name as "fileName", d.attempts,
  d.lease_token as "leaseToken", d.superseded_by as "supersededBy"`);

export interface ClaimOptions {
  /** Destinations that are inactive: nothing is sent to them but withdrawals (contract §4). */
  inactive?: string[];
  /** The clock that counts; the database's unless given. */
  at?: Date | null;
  leaseSeconds?: number;
}

/**
 * Takes up to `limit` due files for this worker: SKIP LOCKED, so workers never wait for each other, with a lease and a
 * fencing token. Destinations take turns: however many files wait for one, or cannot be sent at all, the others' go on. A
 * version waits for an older one in flight to the same destination and appointment; a superseded file is handed out at
 * once, whatever its destination, to be closed (contract §7 "Order"). A file whose worker did not come back is handed out
 * alone: if it was the file that ended the worker, it takes no others with it again.
 */
export async function claimDeliveries(
  db: Queryable,
  destinations: string[],
  limit: number,
  { inactive = [], at = null, leaseSeconds = LEASE_SECONDS }: ClaimOptions = {},
): Promise<ClaimedDelivery[]> {
  const candidates = CANDIDATES * limit;
  return statement(db, { destinations, inactive, limit, candidates, at: at?.toISOString() ?? null, leaseSeconds });
}
