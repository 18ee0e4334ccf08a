import type { Queryable } from '#db/client';
import type { Context } from '#lib/context';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { DestinationObject } from '#lib/settings/destination-contract';
import { findDestination } from '#lib/settings/find-destinations';
import { findFileOrigins } from '#lib/settings/find-file-origins';
import { measureDestinations } from '#lib/settings/measure-destinations';
import { presentDestination } from '#lib/settings/present-destination';

/** One destination and how it is doing; `on` reads inside the transaction that changed it. Throws `not_found`. */
export async function getDestination(
  context: Context,
  domain: AuthorizedDomain,
  service: string,
  on: Queryable = context.db,
): Promise<DestinationObject> {
  const row = await findDestination(on, domain, service, { lock: false });
  const name = `${domain}.${service}`;
  const health = await measureDestinations(on, domain, [name]);
  const origins = await findFileOrigins(on, 'receiver', [name]);
  return presentDestination(row, { health: health.get(name), file: origins.get(name) ?? null });
}
