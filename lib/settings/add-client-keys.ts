import { eq } from 'drizzle-orm';
import { clients } from '#db/tables/identities';
import type { Context } from '#lib/context';
import type { Actor } from '#lib/identity/actor';
import type { ClientObject } from '#lib/settings/client-contract';
import type { AddKeys } from '#lib/settings/client-key-contract';
import { manageClient, type ManagedClient } from '#lib/settings/manage-client';
import { bareKey, checkKeys, thumbprintOf } from '#lib/settings/public-key';
import { refuseProblems } from '#lib/settings/refuse-problems';

/** Registers public keys beside those that a client has. Throws `bad_request` at each key that could not verify. */
export async function addClientKeys(
  context: Context,
  actor: Actor,
  { keys, ...target }: ManagedClient & AddKeys,
): Promise<ClientObject> {
  return manageClient(
    context,
    actor,
    { ...target, action: 'client.add_keys' },
    async (tx, { public_keys: present }) => {
      refuseProblems(checkKeys(keys, present));
      const jwks = { keys: [...present, ...keys.map(bareKey)] };
      await tx.update(clients).set({ jwks }).where(eq(clients.clientId, target.clientId));
      return { thumbprints: keys.map(thumbprintOf).join(', ') };
    },
  );
}
