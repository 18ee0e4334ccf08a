import type { Queryable } from '#db/client';
import { senders } from '#db/tables/organizations';
import { type Applied, wasInserted } from '#lib/settings/apply-organization';
import type { Sender } from '#lib/settings/contract';

/** Creates or updates a sender of an organization that exists. */
export async function applySender(tx: Queryable, organization: string, settings: Sender): Promise<Applied> {
  const { name, ...row } = settings;
  const [applied] = await tx
    .insert(senders)
    .values({ organization, name, ...row })
    .onConflictDoUpdate({ target: [senders.organization, senders.name], set: row })
    .returning({ wasInserted });
  return applied?.wasInserted ? 'created' : 'updated';
}
