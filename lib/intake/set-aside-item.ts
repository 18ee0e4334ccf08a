import { sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { UserActor } from '#lib/identity/actor';
import { authorizeDomain } from '#lib/identity/authorize-domain';
import { findSubmission } from '#lib/submissions/find-submission';
import { lockUnmatched } from '#lib/intake/lock-unmatched';

/**
 * Takes an item off the unmatched list, because a person says that it belongs to no appointment here. Where it went, and its
 * history, stay as they are. Throws `not_found` when it is not on the list.
 */
export async function setAsideItem(
  context: Context,
  actor: UserActor,
  { id: reportId, index, reason }: { id: string; index: number; reason: string },
): Promise<void> {
  const { id, organization } = await findSubmission(context, actor, reportId);
  const domain = authorizeDomain(actor, organization, 'submissions:write');
  await transaction(context.db, async (tx) => {
    await lockUnmatched(tx, id, index);
    await tx.execute(sql`update unmatched_items set closed_at = now(), closed_by = ${actor.principal},
        closed_reason = ${reason} where submission_id = ${id} and item_index = ${index}`);
    await recordEvent(context, tx, {
      action: 'item.setAside',
      principal: actor.principal,
      organization: domain,
      entity: 'submission',
      entityId: String(id),
      detail: { item: index, reason },
    });
  });
}
