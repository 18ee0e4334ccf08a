import { eq, sql } from 'drizzle-orm';
import { clients } from '#db/tables/identities';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { Actor } from '#lib/identity/actor';
import type { ClientObject } from '#lib/settings/client-contract';
import { manageClient, type ManagedClient } from '#lib/settings/manage-client';
import { thumbprintOf } from '#lib/settings/public-key';

/**
 * Removes one of a client's public keys, and its tokens, since they do not tell which key they were got with. Throws
 * `not_found` for one that it does not have, `conflict` for its only way in.
 */
export async function revokeClientKey(
  context: Context,
  actor: Actor,
  { thumbprint, ...target }: ManagedClient & { thumbprint: string },
): Promise<ClientObject> {
  return manageClient(context, actor, { ...target, action: 'client.revoke_key' }, async (tx, client) => {
    const keys = client.public_keys.filter((key) => thumbprintOf(key) !== thumbprint);
    if (keys.length === client.public_keys.length) {
      throw new DomainError('not_found', 'This client has no such key, or it was removed already.');
    }
    if (keys.length + client.secrets.length === 0) {
      throw new DomainError(
        'conflict',
        'This key is the client’s only way in. Add another, give it a secret, or revoke it.',
      );
    }
    await tx.update(clients).set({ jwks: { keys } }).where(eq(clients.clientId, target.clientId));
    await tx.execute(sql`delete from access_tokens where client_id = ${target.clientId}`);
    return { thumbprint };
  });
}
