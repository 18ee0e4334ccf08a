import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { defineStatement } from '#db/statement';
import { isSharedNow } from '#lib/delivery/withhold-files';

/** Seconds that a claim holds without being renewed; then another worker may have the file. */
export const LEASE_SECONDS = 60;

export interface ClaimedDelivery {
  id: number;
  /** What the file is known by at its destination, also where it is sent again. */
  reportId: string;
  destination: string;
  fileName: string;
  attempts: number;
  /** Entries of the retry schedule that are used up, with this attempt's. */
  scheduleUsed: number;
  /** Ids of the messages in it that the destination has acknowledged. */
  acknowledged: string[];
  leaseToken: number;
  /** Its worker before did not come back. */
  lapsed: boolean;
  /** The one file with which a destination that did not answer is tried. */
  isProbe: boolean;
  /** Of the requests that submitted what the file carries. */
  correlationIds: string[];
}

const $ = sql.placeholder;
type Input = {
  destinations: string[];
  inactive: string[];
  inHand: string[];
  perDestination: number;
  lapsed: boolean;
  limit: number;
  at: string | null;
  leaseSeconds: number;
};

const now = sql`coalesce(${$('at')}::timestamptz, now())`;

/** A version waits for an older one in flight to the same destination and appointment (contract §7 "Order"). */
const noOlderInFlight = sql`not exists (select 1 from delivery_items i
  join delivery_items o on o.order_key = i.order_key and o.destination = i.destination and o.version < i.version
  join deliveries f on f.id = o.delivery_id and f.id <> d.id and f.state = 'sending'
  where i.delivery_id = d.id)`;

/** Destinations that do not answer, locked for one file each: when it is time, and none is on its way there. */
const probes = sql`
  select s.destination as name from destination_states s
  where s.destination = any (${$('destinations')}::text[] || ${$('inactive')}::text[])
    and s.degraded_since is not null and s.probe_at <= ${now} and s.paused_since is null
    and not exists (select 1 from deliveries f
      where f.destination = s.destination and f.state = 'sending' and f.lease_until > ${now})
  for update skip locked`;

/** How many files each destination may be sent; none that is paused, or does not answer and is not to be tried now. */
const lanes = sql`
  select named.name, named.is_inactive, named.busy, false as is_probe,
    greatest(0, least(${$('perDestination')}::int - named.busy, ${$('limit')}::int)) as room
  from (select name, is_inactive, (select count(*) from unnest(${$('inHand')}::text[]) hand where hand = name) as busy
    from (select unnest(${$('destinations')}::text[]) as name, false as is_inactive
      union all select unnest(${$('inactive')}::text[]), true) n) named
  where not exists (select 1 from destination_states s where s.destination = named.name
    and (s.paused_since is not null or s.degraded_since is not null))
  union all
  select name, name = any (${$('inactive')}::text[]), 0, true, 1 from probes`;

/** Due files of each lane, locked; `place` counts on from those that the worker has in hand already. */
const dueFor = (inactive: SQL, which: SQL): SQL => sql`
  select waiting.id, waiting.next_attempt_at,
    lane.busy + row_number() over (partition by lane.name order by waiting.next_attempt_at) as place
  from (select * from lanes where is_inactive = ${inactive}
    and not (is_probe and name in (select destination from lapsed))) lane
  cross join lateral (select d.id, d.next_attempt_at from deliveries d
    where d.destination = lane.name and d.state in ('queued', 'retrying') and not d.has_superseded and not d.gathers
      and d.next_attempt_at <= ${now} and ${which} and ${noOlderInFlight}
    order by d.next_attempt_at limit lane.room
    for update of d skip locked) waiting`;

const statement = defineStatement<Input, ClaimedDelivery>(sql`
with probes as (${probes}),
lanes as materialized (${lanes}),
lapsed as materialized (
  select d.id, d.destination from deliveries d
  where ${$('lapsed')}::boolean and d.state = 'sending' and d.lease_until < ${now} and not d.has_superseded
    and exists (select 1 from lanes where name = d.destination and (d.withdrawal or not is_inactive)) and ${noOlderInFlight}
  order by d.lease_until limit 1
  for update of d skip locked
),
due as (
  ${dueFor(sql`false`, sql`(d.withdrawal or ${isSharedNow})`)}
  union all
  ${dueFor(sql`true`, sql`d.withdrawal`)}
),
taken as (
  select id, true as lapsed from lapsed
  union all
  (select id, false from due order by place, next_attempt_at limit ${$('limit')}::int - (select count(*) from lapsed))
),
claimed as (
  update deliveries d set state = 'sending', lease_until = ${now} + make_interval(secs => ${$('leaseSeconds')}),
    lease_token = d.lease_token + 1, attempts = d.attempts + 1, schedule_used = d.schedule_used + 1
  from taken where d.id = taken.id
  returning d.*, taken.lapsed
),
probing as (
  update destination_states s set probe_at = ${now} + make_interval(secs => ${$('leaseSeconds')})
  from probes where s.destination = probes.name and probes.name in (select destination from claimed)
)
select d.id, coalesce(d.resend_of, d.report_id) as "reportId", d.destination, d.file_name as "fileName", d.attempts,
  d.schedule_used as "scheduleUsed", d.acknowledged,
  d.lease_token as "leaseToken", d.lapsed, d.destination in (select name from probes) as "isProbe",
  array(select distinct s.correlation_id from delivery_items i join submissions s on s.id = i.submission_id
    where i.delivery_id = d.id) as "correlationIds"
from claimed d`);

export interface ClaimOptions {
  /** Destinations that are inactive: nothing is sent to them but withdrawals (contract §4), as where sharing has ended. */
  inactive?: string[];
  /** The destination of each file that this worker has in hand already. */
  inHand?: string[];
  /** Files of one destination that the worker may have in hand; as many as it can unless given. */
  perDestination?: number;
  /** Whether a file may be among them whose worker did not come back; yes unless told. */
  lapsed?: boolean;
  /** The clock that counts; the database's unless given. */
  at?: Date | null;
  leaseSeconds?: number;
}

/**
 * Takes up to `limit` (at least 1) due files for this worker: SKIP LOCKED, so workers never wait for each other, with a
 * lease and a fencing token. Destinations take turns, counting what the worker has in hand: however many files wait for one,
 * the others' go on. At most one is a file whose worker did not come back: if that ended the worker, it cannot do so
 * together with others like it. Nothing goes to a destination that is paused, and to one that does not answer one file at a time.
 */
export async function claimDeliveries(
  db: Queryable,
  destinations: string[],
  limit: number,
  options: ClaimOptions = {},
): Promise<ClaimedDelivery[]> {
  const { inactive = [], inHand = [], perDestination = limit, lapsed = true, at = null } = options;
  const { leaseSeconds = LEASE_SECONDS } = options;
  const clock = at?.toISOString() ?? null;
  return statement(db, { destinations, inactive, inHand, perDestination, lapsed, limit, at: clock, leaseSeconds });
}
