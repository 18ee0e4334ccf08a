import { and, eq } from 'drizzle-orm';
import { transaction } from '#db/client';
import { senders } from '#db/tables/organizations';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { holdSender, type SenderRow } from '#lib/settings/find-senders';
import { isStanding, senderContent } from '#lib/settings/present-sender';

/**
 * Deletes a sender; what came from it keeps its name. Throws `conflict` for one that every organization has, and for one
 * that a client sends as.
 */
export async function deleteSender(
  context: Context,
  actor: Actor,
  { domain, name }: { domain: AuthorizedDomain; name: string },
): Promise<void> {
  await transaction(context.db, async (tx) => {
    const row = await holdSender(tx, domain, name);
    refuseUsed(row);
    await tx.delete(senders).where(and(eq(senders.organization, domain), eq(senders.name, name)));
    await recordEvent(context, tx, {
      action: 'sender.delete',
      principal: actor.principal,
      organization: domain,
      entity: 'sender',
      entityId: `${domain}.${name}`,
      detail: { before: JSON.stringify(senderContent(row)) },
    });
  });
}

function refuseUsed(row: SenderRow): void {
  if (isStanding(row)) throw new DomainError('conflict', `Every organization has the sender ${row.name}. It stays.`);
  const users = [...row.client_ids, ...(row.foreign_client_count > 0 ? ['clients of other organizations'] : [])];
  if (users.length > 0) {
    throw new DomainError('conflict', `Still used by ${users.join(', ')}. Let them send as another one first.`);
  }
}
