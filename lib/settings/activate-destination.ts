import { and, eq, sql } from 'drizzle-orm';
import { transaction, type Queryable } from '#db/client';
import { receivers } from '#db/tables/organizations';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import type { DestinationObject } from '#lib/settings/destination-contract';
import { findDestination } from '#lib/settings/find-destinations';
import { getDestination } from '#lib/settings/get-destination';
import { readSettings } from '#lib/settings/present-destination';

/**
 * Makes a destination active, whatever else of it was changed meanwhile: one that was paused, one that was inactive. Files
 * that waited are sent, the first at once. What it is already changes nothing. Throws `not_found`.
 */
export async function activateDestination(
  context: Context,
  actor: Actor,
  { domain, name }: { domain: AuthorizedDomain; name: string },
): Promise<DestinationObject> {
  return transaction(context.db, async (tx) => {
    const settings = readSettings(await findDestination(tx, domain, name, { lock: true }));
    const wasPaused = await endPause(context, tx, `${domain}.${name}`);
    const wasInactive = settings.customerStatus === 'inactive';
    if (wasInactive) {
      await tx
        .update(receivers)
        .set({ settings: { ...settings, customerStatus: 'active' }, updatedAt: sql`now()` })
        .where(and(eq(receivers.organization, domain), eq(receivers.name, name)));
    }
    if (wasPaused || wasInactive) {
      await recordEvent(context, tx, {
        action: 'receiver.activate',
        principal: actor.principal,
        organization: domain,
        entity: 'receiver',
        entityId: `${domain}.${name}`,
        detail: { wasPaused, wasInactive },
      });
    }
    return getDestination(context, domain, name, tx);
  });
}

async function endPause({ at }: Context, tx: Queryable, destination: string): Promise<boolean> {
  const { rowCount } = await tx.execute(sql`
    update destination_states set paused_since = null, paused_by = null, pause_reason = null,
      probes = 0, probe_at = case when degraded_since is not null then coalesce(${at?.toISOString() ?? null}::timestamptz, now()) end
    where destination = ${destination} and paused_since is not null`);
  return rowCount === 1;
}
