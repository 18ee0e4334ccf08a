import { transaction } from '#db/client';
import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import type { DestinationObject } from '#lib/settings/destination-contract';
import { findDestination } from '#lib/settings/find-destinations';
import { getDestination } from '#lib/settings/get-destination';
import { holdDestination } from '#lib/settings/hold-destination';

export interface PauseDestinationInput {
  domain: AuthorizedDomain;
  name: string;
  reason: string;
}

/** Pauses a destination until it is activated; what it is already changes nothing. Throws `not_found`. */
export async function pauseDestination(
  context: Context,
  { principal }: Actor,
  { domain, name, reason }: PauseDestinationInput,
): Promise<DestinationObject> {
  return transaction(context.db, async (tx) => {
    await findDestination(tx, domain, name, { lock: true });
    await holdDestination(context, tx, { destination: `${domain}.${name}`, principal, reason });
    return getDestination(context, domain, name, tx);
  });
}
