import { eq } from 'drizzle-orm';
import { clients } from '#db/tables/identities';
import type { Context } from '#lib/context';
import type { Actor } from '#lib/identity/actor';
import { checkClient } from '#lib/settings/check-client';
import type { ClientObject, UpdateClient } from '#lib/settings/client-contract';
import { describeChange } from '#lib/settings/describe-change';
import { manageClient, type ManagedClient } from '#lib/settings/manage-client';
import { requireVersion, versionOf } from '#lib/settings/object-version';
import { clientContent } from '#lib/settings/present-client';
import { refuseProblems } from '#lib/settings/refuse-problems';

export interface UpdateClientInput extends ManagedClient {
  body: UpdateClient;
  version: string;
}

/** Changes what a client may do, at once, also for its tokens. Throws `conflict` for a stale version. */
export async function updateClient(context: Context, actor: Actor, input: UpdateClientInput): Promise<ClientObject> {
  const { domain, clientId, body, version } = input;
  return manageClient(context, actor, { domain, clientId, action: 'client.update' }, async (tx, row) => {
    const before = clientContent(row);
    requireVersion(version, versionOf(before));
    refuseProblems(await checkClient(tx, actor, domain, { clientId, ...body }));
    await tx.update(clients).set(body).where(eq(clients.clientId, clientId));
    return describeChange(before, body);
  });
}
