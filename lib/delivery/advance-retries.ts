import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { clockOf } from '#lib/delivery/move-file';

/** Within these seconds the files of a destination that answers again go, one by one rather than all at once. */
const WITHIN_SECONDS = 20;
/** How often one file is brought forward: then it keeps to its schedule, so that it ends also where it is itself the fault. */
const MOST_TIMES = 100;
const AT_ONCE = 500;
/** Until it has worked through what waited, it counts as one that answers again. */
const RECENTLY = sql`interval '1 hour'`;

const waits = sql`d.state = 'retrying' and not d.has_superseded and d.attempts - d.schedule_used < ${MOST_TIMES}`;

/**
 * Brings the next attempt of tried files forward, and gives each the entry of its schedule back that it had used: of a
 * destination that answers again, all that were tried before it did; of one that does not answer, one file where none is due
 * by the time it is tried next. None comes sooner than its destination asked for. Waits for nobody: a file that somebody
 * holds, or whose submissions, is left for the next time. Returns how many.
 */
export async function advanceRetries(
  context: Context,
  { withinSeconds = WITHIN_SECONDS }: { withinSeconds?: number } = {},
): Promise<number> {
  const now = clockOf(context);
  let advanced = 0;
  for (;;) {
    const { rows } = await context.db.execute<{ count: number }>(advance(now, withinSeconds));
    const count = rows[0]?.count ?? 0;
    advanced += count;
    if (count < AT_ONCE) return advanced;
  }
}

/** Tried before their destination answered again; the file that found out was told what it was told by one that answers. */
const ofRecovered = (now: SQL, within: number): SQL => sql`
  select d.id, greatest(${now} + make_interval(secs => ${within} * random()), d.not_before) as due
  from destination_states s join deliveries d on d.destination = s.destination and ${waits}
  where s.degraded_since is null and s.recovered_at > ${now} - ${RECENTLY}
    and d.next_attempt_at > greatest(${now} + make_interval(secs => ${within}), d.not_before)
    and exists (select 1 from delivery_attempts a where a.delivery_id = d.id and a.attempt = d.attempts
      and a.started_at < s.recovered_at and a.finished_at <> s.recovered_at)
  limit ${AT_ONCE}`;

const ofSilent = sql`
  select first.id, greatest(s.probe_at, first.not_before) as due
  from destination_states s cross join lateral (select d.id, d.not_before, d.next_attempt_at from deliveries d
    where d.destination = s.destination and ${waits} order by d.next_attempt_at limit 1) first
  where s.degraded_since is not null and s.paused_since is null
    and first.next_attempt_at > greatest(s.probe_at, first.not_before)
    and not exists (select 1 from deliveries o where o.destination = s.destination and o.state in ('queued', 'retrying')
      and not o.has_superseded and not o.gathers and o.next_attempt_at <= s.probe_at)`;

const advance = (now: SQL, within: number): SQL => sql`
  with early as materialized ((${ofRecovered(now, within)}) union all (${ofSilent})),
  locked as materialized (
    select d.id, d.destination, early.due, s.id as submission_id, f.of
    from early join deliveries d on d.id = early.id and ${waits} and d.next_attempt_at > early.due
    join (select delivery_id, submission_id, count(*) over (partition by delivery_id) as of
      from (select distinct delivery_id, submission_id from delivery_items
        where delivery_id in (select id from early)) i) f on f.delivery_id = d.id
    join submissions s on s.id = f.submission_id
    for no key update of s, d skip locked
  ),
  whole as (select id, due from locked group by id, due, of having count(*) = of),
  advanced as (
    update deliveries d set next_attempt_at = whole.due, schedule_used = greatest(0, d.schedule_used - 1)
    from whole where d.id = whole.id returning d.id
  ),
  planned as (
    update submissions s set revision = s.revision + 1, destinations = (
      select jsonb_agg(case when p.at ? (t ->> 'destination')
        then t || jsonb_build_object('sendingAt', p.at ->> (t ->> 'destination')) else t end order by place)
      from jsonb_array_elements(s.destinations) with ordinality tally(t, place))
    from (select submission_id, jsonb_object_agg(destination, to_char(due, 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') order by due) as at
      from locked join whole using (id, due) group by submission_id) p
    where s.id = p.submission_id
  )
  select count(*)::int as count from advanced`;
