import { and, eq, sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import { receivers } from '#db/tables/organizations';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import type { DestinationObject } from '#lib/settings/destination-contract';
import { findDestination } from '#lib/settings/find-destinations';
import { getDestination } from '#lib/settings/get-destination';
import { readSettings } from '#lib/settings/present-destination';

export interface DestinationStatus {
  domain: AuthorizedDomain;
  name: string;
  customerStatus: 'active' | 'inactive';
}

/** Pauses or activates a destination, whatever else of it was changed meanwhile. What it is already changes nothing. */
export async function setDestinationStatus(
  context: Context,
  actor: Actor,
  { domain, name, customerStatus }: DestinationStatus,
): Promise<DestinationObject> {
  return transaction(context.db, async (tx) => {
    const settings = readSettings(await findDestination(tx, domain, name, { lock: true }));
    if (settings.customerStatus !== customerStatus) {
      await tx
        .update(receivers)
        .set({ settings: { ...settings, customerStatus }, updatedAt: sql`now()` })
        .where(and(eq(receivers.organization, domain), eq(receivers.name, name)));
      await recordEvent(context, tx, {
        action: customerStatus === 'inactive' ? 'receiver.pause' : 'receiver.activate',
        principal: actor.principal,
        organization: domain,
        entity: 'receiver',
        entityId: `${domain}.${name}`,
        detail: { before: settings.customerStatus, after: customerStatus },
      });
    }
    return getDestination(context, domain, name, tx);
  });
}
