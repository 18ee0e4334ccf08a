import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { DestinationObject } from '#lib/settings/destination-contract';
import { presentInstant } from '#lib/settings/present-instant';

type Health = DestinationObject['health'];

interface HealthRow {
  destination: string;
  waiting: number;
  retrying: number;
  ready: number;
  failed_today: number;
  last_success_at: string | null;
  last_error: string | null;
  paused_since: string | null;
  pause_reason: string | null;
  degraded_since: string | null;
  probe_at: string | null;
  fault: string | null;
  recovered_at: string | null;
}

/** Beyond it a count says no more than that there are many. */
const CAP = 10_000;

const counted = (where: ReturnType<typeof sql>) =>
  sql`(select count(*)::int from (select 1 from deliveries d where d.destination = n.destination and ${where} limit ${sql.raw(String(CAP))}) c)`;

/** How destinations (full names) of an organization have been doing, each count from an index of its own. */
export async function measureDestinations(
  db: Queryable,
  organization: string,
  destinations: readonly string[],
): Promise<ReadonlyMap<string, Health>> {
  const { rows } = await db.execute<HealthRow & Record<string, unknown>>(sql`
    select n.destination,
      ${counted(sql`d.state = 'queued' and not d.has_superseded`)}
        + ${counted(sql`d.state = 'sending'`)} as waiting,
      ${counted(sql`d.state = 'retrying' and not d.has_superseded`)} as retrying,
      ${counted(sql`d.state = 'ready' and not d.has_superseded`)} as ready,
      ${counted(sql`d.state = 'failed' and d.closed_at > now() - interval '24 hours'`)} as failed_today,
      (select d.closed_at from deliveries d where d.destination = n.destination and d.organization = n.organization
        and d.state in ('sent', 'downloaded') and d.offered_at > now() - interval '30 days'
        order by d.offered_at desc limit 1) as last_success_at,
      coalesce((select d.last_error from deliveries d where d.destination = n.destination and d.state = 'retrying'
          and not d.has_superseded order by d.next_attempt_at desc limit 1),
        (select d.last_error from deliveries d where d.destination = n.destination and d.state = 'failed'
          and d.closed_at > now() - interval '7 days' order by d.closed_at desc limit 1)) as last_error,
      s.paused_since, s.pause_reason, s.degraded_since, s.probe_at, s.last_error as fault,
      case when s.recovered_at > now() - interval '24 hours' then s.recovered_at end as recovered_at
    from (select ${organization}::text as organization, unnest(${sql.param(destinations)}::text[]) as destination) n
    left join destination_states s on s.destination = n.destination`);
  return new Map(
    rows.map((row) => [
      row.destination,
      {
        waiting: row.waiting,
        retrying: row.retrying,
        ready: row.ready,
        failedToday: row.failed_today,
        lastSuccessAt: presentInstant(row.last_success_at),
        lastError: row.last_error,
        paused: presentPause(row),
        degraded: presentOutage(row),
        recoveredAt: row.degraded_since === null ? presentInstant(row.recovered_at) : null,
      },
    ]),
  );
}

function presentPause({ paused_since, pause_reason }: HealthRow): Health['paused'] {
  const since = presentInstant(paused_since);
  return since === null ? null : { since, reason: pause_reason ?? '' };
}

function presentOutage({ degraded_since, probe_at, fault }: HealthRow): Health['degraded'] {
  const [since, nextTryAt] = [presentInstant(degraded_since), presentInstant(probe_at)];
  return since === null || nextTryAt === null ? null : { since, nextTryAt, lastError: fault };
}
