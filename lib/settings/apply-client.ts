import { and, eq, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { accessTokens, clients, clientSecrets } from '#db/tables/identities';
import { newUuid } from '#lib/ids';
import { type Applied, wasInserted } from '#lib/settings/apply-organization';
import type { Client } from '#lib/settings/contract';

/**
 * Creates or updates an OAuth client written under `organization`. A `secretHash` replaces the one that a settings file
 * gave before, and the client's tokens are gone with that; null leaves it alone. Secrets made in the portal, and a
 * revocation, stay.
 */
export async function applyClient(
  tx: Queryable,
  organization: string,
  client: Client,
  secretHash: string | null,
): Promise<Applied> {
  const { clientId, scopes, sender, rateLimitPerMinute } = client;
  const row = {
    organization: client.organization ?? organization,
    domains: client.domains ?? [organization],
    scopes,
    sender,
    rateLimitPerMinute,
    ...(client.jwks === undefined ? {} : { jwks: client.jwks }),
  };
  const [applied] = await tx
    .insert(clients)
    .values({ clientId, ...row })
    .onConflictDoUpdate({ target: clients.clientId, set: row })
    .returning({ wasInserted });
  if (secretHash !== null) await replaceSecret(tx, clientId, secretHash);
  return applied?.wasInserted ? 'created' : 'updated';
}

async function replaceSecret(tx: Queryable, clientId: string, secretHash: string): Promise<void> {
  const replaced = await tx
    .update(clientSecrets)
    .set({ secretHash, expiresAt: null, createdAt: sql`now()` })
    .where(and(eq(clientSecrets.clientId, clientId), eq(clientSecrets.origin, 'settings')))
    .returning({ id: clientSecrets.id });
  if (replaced.length > 0) await tx.delete(accessTokens).where(eq(accessTokens.clientId, clientId));
  else await tx.insert(clientSecrets).values({ id: newUuid(), clientId, secretHash, origin: 'settings' });
}
