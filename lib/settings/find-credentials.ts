import { and, eq } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { receivers } from '#db/tables/organizations';
import { unseal } from '#lib/encryption';
import { type TransportCredentials, transportCredentials } from '#lib/settings/transport-contract';

/**
 * What opens a destination, for the one attempt that needs it: keep it no longer, log none of it. {} when it has no
 * credentials. Throws when READOUT_SECRET_KEY is not the one they were sealed with.
 */
export async function findCredentials(
  db: Queryable,
  organization: string,
  service: string,
): Promise<TransportCredentials> {
  const [row] = await db
    .select({ credentials: receivers.credentials })
    .from(receivers)
    .where(and(eq(receivers.organization, organization), eq(receivers.name, service)));
  if (!row?.credentials) return {};
  return transportCredentials.parse(JSON.parse(unseal(row.credentials)));
}
