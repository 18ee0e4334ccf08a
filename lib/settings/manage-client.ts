import { transaction, type Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import type { ClientObject } from '#lib/settings/client-contract';
import { type ClientRow, findClients, holdClient } from '#lib/settings/find-clients';
import { presentClient } from '#lib/settings/present-client';

export interface ManagedClient {
  domain: AuthorizedDomain;
  clientId: string;
}

type Detail = Record<string, string | number | boolean | null>;

/**
 * Changes a client: holds it, has `change` done, and records `action` with what that answers. Throws `forbidden` when the
 * client acts in domains that the caller does not administer, `conflict` when it is revoked.
 */
export async function manageClient(
  context: Context,
  actor: Actor,
  { domain, clientId, action }: ManagedClient & { action: string },
  change: (tx: Queryable, client: ClientRow) => Promise<Detail>,
): Promise<ClientObject> {
  return transaction(context.db, async (tx) => {
    const client = await holdClient(tx, domain, clientId);
    if (!presentClient(actor, client).mayManage) {
      throw new DomainError(
        'forbidden',
        'This client acts in domains that you do not administer. Ask a platform administrator.',
      );
    }
    if (client.revoked_at !== null) throw new DomainError('conflict', 'This client is revoked, for good.');
    const detail = await change(tx, client);
    await recordEvent(context, tx, {
      action,
      principal: actor.principal,
      organization: domain,
      entity: 'client',
      entityId: clientId,
      detail,
    });
    const [row] = await findClients(tx, domain, clientId);
    return presentClient(actor, row ?? client);
  });
}
