import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { UserActor } from '#lib/identity/actor';
import type { ClaimHolder } from '#lib/worklist/contract';
import { heldBy } from '#lib/worklist/held-by';
import { LEASE_SECONDS } from '#lib/worklist/views';

/**
 * Makes the claim the caller's in this tab, or renews it, for LEASE_SECONDS. A claim past its lease is free. Throws
 * `conflict` when another person or tab holds it, unless `takeOver`.
 */
export async function holdClaim(
  on: Queryable,
  appointmentKey: number,
  actor: UserActor,
  tab: string,
  takeOver = false,
): Promise<ClaimHolder> {
  const isOurs = sql`(c.user_id = excluded.user_id and c.tab = excluded.tab)`;
  const { rows } = await on.execute<{ claimed_at: string; lease_until: string }>(sql`
    insert into claims as c (appointment_key, user_id, tab, claimed_at, lease_until)
    values (${appointmentKey}, ${actor.userId}::uuid, ${tab}::uuid, now(), now() + make_interval(secs => ${LEASE_SECONDS}))
    on conflict (appointment_key) do update set user_id = excluded.user_id, tab = excluded.tab,
      lease_until = excluded.lease_until,
      claimed_at = case when ${isOurs} and c.lease_until > now() then c.claimed_at else excluded.claimed_at end
      where c.lease_until <= now() or ${isOurs} or ${takeOver}
    returning claimed_at, lease_until`);
  const [held] = rows;
  if (!held) throw await heldBy(on, appointmentKey, actor);
  const iso = (instant: string) => new Date(instant).toISOString();
  return { name: actor.name, isMe: true, claimedAt: iso(held.claimed_at), leaseUntil: iso(held.lease_until) };
}
