import type { Context } from '#lib/context';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { DestinationObject } from '#lib/settings/destination-contract';
import { findDestinations } from '#lib/settings/find-destinations';
import { findFileOrigins } from '#lib/settings/find-file-origins';
import { measureDestinations } from '#lib/settings/measure-destinations';
import { presentDestination } from '#lib/settings/present-destination';

/** An organization's destinations by name, and how each is doing. No credential is in it. */
export async function listDestinations(context: Context, domain: AuthorizedDomain): Promise<DestinationObject[]> {
  const rows = await findDestinations(context.db, domain);
  const names = rows.map(({ name }) => `${domain}.${name}`);
  const [health, origins] = await Promise.all([
    measureDestinations(context.db, domain, names),
    findFileOrigins(context.db, 'receiver', names),
  ]);
  return rows.map((row) => {
    const name = `${domain}.${row.name}`;
    return presentDestination(row, { health: health.get(name), file: origins.get(name) ?? null });
  });
}
