import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import type { Actor } from '#lib/identity/actor';
import type { ClientObject } from '#lib/settings/client-contract';
import { manageClient, type ManagedClient } from '#lib/settings/manage-client';

/** Revokes a client for good: its tokens and secrets end with this. */
export async function revokeClient(context: Context, actor: Actor, target: ManagedClient): Promise<ClientObject> {
  return manageClient(context, actor, { ...target, action: 'client.revoke' }, async (tx, { client_id: clientId }) => {
    await tx.execute(sql`update clients set revoked_at = now() where client_id = ${clientId}`);
    await tx.execute(sql`delete from access_tokens where client_id = ${clientId}`);
    return {};
  });
}
