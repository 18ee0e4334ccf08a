import type { Context } from '#lib/context';
import { attemptDelivery } from '#lib/delivery/attempt-delivery';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { isSent } from '#lib/settings/deliverable';
import { loadSnapshot } from '#lib/settings/load-snapshot';

const AT_ONCE = 20;

/**
 * Claims due files and attempts each; returns how many were claimed. One that fails on our side keeps its claim until the
 * lease ends and stops no other: all are waited for, then the first failure is thrown.
 */
export async function deliverDue(context: Context): Promise<number> {
  const settings = await loadSnapshot(context.db);
  const sent = settings.destinations.filter(isSent);
  const names = (active: boolean) => sent.filter((one) => one.active === active).map(({ name }) => name);
  const claims = await claimDeliveries(context.db, names(true), AT_ONCE, { inactive: names(false), at: context.at });
  const attempts = await Promise.allSettled(claims.map((claim) => attemptDelivery(context, claim, settings)));
  const failure = attempts.find((attempt) => attempt.status === 'rejected');
  if (failure) throw failure.reason;
  return claims.length;
}
