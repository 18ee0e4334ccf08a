import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { Actor } from '#lib/identity/actor';
import type { ClientObject } from '#lib/settings/client-contract';
import { manageClient, type ManagedClient } from '#lib/settings/manage-client';

/**
 * Ends one of a client's two secrets now, and its tokens, since they do not tell which secret they were got with. Throws
 * `not_found` for one that does not work (any more), `conflict` for its only way in.
 */
export async function revokeClientSecret(
  context: Context,
  actor: Actor,
  { secretId, ...target }: ManagedClient & { secretId: string },
): Promise<ClientObject> {
  return manageClient(context, actor, { ...target, action: 'client.revoke_secret' }, async (tx, client) => {
    const { secrets, public_keys: keys } = client;
    if (!secrets.some(({ id }) => id === secretId)) {
      throw new DomainError('not_found', 'This client has no such secret, or it has ended already.');
    }
    if (secrets.length + keys.length === 1) {
      throw new DomainError('conflict', 'This secret is the client’s only way in. Rotate it, or revoke the client.');
    }
    await tx.execute(sql`update client_secrets set expires_at = now() where id = ${secretId}::uuid`);
    await tx.execute(sql`delete from access_tokens where client_id = ${target.clientId}`);
    return { secretId };
  });
}
