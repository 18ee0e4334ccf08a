import { sql } from 'drizzle-orm';
import { clientSecrets } from '#db/tables/identities';
import type { Context } from '#lib/context';
import type { Actor } from '#lib/identity/actor';
import { hashSecret } from '#lib/identity/hash-secret';
import { newSecret, newUuid } from '#lib/ids';
import type { ClientWithSecret } from '#lib/settings/client-contract';
import { manageClient, type ManagedClient } from '#lib/settings/manage-client';

/**
 * Gives a client a new secret, told once and kept as a hash. The newest earlier one works for `overlapHours` more unless
 * it was to end sooner, older ones end now; without an overlap the client's tokens end as well.
 */
export async function rotateClientSecret(
  context: Context,
  actor: Actor,
  { overlapHours, ...target }: ManagedClient & { overlapHours: number },
): Promise<ClientWithSecret> {
  const clientSecret = newSecret('rdc_');
  const secretHash = await hashSecret(clientSecret);
  const { clientId } = target;
  const client = await manageClient(context, actor, { ...target, action: 'client.rotate' }, async (tx, { secrets }) => {
    const newest = secrets[0]?.id ?? null;
    await tx.execute(sql`update client_secrets set expires_at = least(expires_at,
        case when id = ${newest}::uuid then now() + make_interval(hours => ${overlapHours}) else now() end)
      where client_id = ${clientId}`);
    await tx.insert(clientSecrets).values({ id: newUuid(), clientId, secretHash, origin: 'portal' });
    if (overlapHours === 0) await tx.execute(sql`delete from access_tokens where client_id = ${clientId}`);
    return { overlapHours };
  });
  return { client, clientSecret };
}
