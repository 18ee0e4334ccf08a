import { eq } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { alertWebhooks } from '#db/tables/alerts';
import { unseal } from '#lib/encryption';
import { type TransportCredentials, transportCredentials } from '#lib/settings/transport-contract';

/**
 * Where an organization is told of its destinations, and what signs it, for the one attempt that needs it: keep the secrets no
 * longer, log none of them. Null when it wants no alerts. Throws when READOUT_SECRET_KEY is not the one that sealed them.
 */
export async function findAlertWebhook(
  db: Queryable,
  organization: string,
): Promise<{ url: string; credentials: TransportCredentials } | null> {
  const [row] = await db.select().from(alertWebhooks).where(eq(alertWebhooks.organization, organization));
  if (!row) return null;
  const { url, credentials } = row;
  return { url, credentials: credentials ? transportCredentials.parse(JSON.parse(unseal(credentials))) : {} };
}
