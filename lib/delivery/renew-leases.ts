import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { type ClaimedDelivery, LEASE_SECONDS } from '#lib/delivery/claim-deliveries';

/**
 * Keeps claimed files this worker's for another lease; one that it lost meanwhile stays lost. A row that somebody holds
 * locked is left for the next time rather than waited for: several rows in no agreed order could deadlock.
 */
export async function renewLeases({ db, at }: Context, claims: readonly ClaimedDelivery[]): Promise<void> {
  const ids = claims.map(({ id }) => id);
  const tokens = claims.map(({ leaseToken }) => leaseToken);
  await db.execute(sql`
    with held as (
      select d.id from deliveries d
      join unnest(${sql.param(ids)}::bigint[], ${sql.param(tokens)}::int[]) as claim (id, token)
        on claim.id = d.id and claim.token = d.lease_token
      where d.state = 'sending' for update of d skip locked
    )
    update deliveries d set lease_until = coalesce(${at?.toISOString() ?? null}::timestamptz, now())
      + make_interval(secs => ${LEASE_SECONDS})
    from held where d.id = held.id`);
}
