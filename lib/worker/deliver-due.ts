import type { Context } from '#lib/context';
import { attemptDelivery } from '#lib/delivery/attempt-delivery';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { isDeliverable } from '#lib/settings/deliverable';
import { loadSnapshot } from '#lib/settings/load-snapshot';

const AT_ONCE = 20;

/** Claims due files and attempts each; returns how many were claimed. */
export async function deliverDue(context: Context): Promise<number> {
  const settings = await loadSnapshot(context.db);
  const open = settings.destinations.filter((destination) => destination.active && isDeliverable(destination));
  const names = open.map((destination) => destination.name);
  const claims = await claimDeliveries(context.db, names, AT_ONCE, context.at);
  await Promise.all(claims.map((claim) => attemptDelivery(context, claim, settings)));
  return claims.length;
}
