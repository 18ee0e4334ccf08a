import { transaction } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { applySender } from '#lib/settings/apply-sender';
import { sender } from '#lib/settings/contract';
import { describeChange } from '#lib/settings/describe-change';
import { holdSender } from '#lib/settings/find-senders';
import { requireVersion, versionOf } from '#lib/settings/object-version';
import { isStanding, presentSender, senderContent } from '#lib/settings/present-sender';
import { refuseProblems } from '#lib/settings/refuse-problems';
import type { SenderObject, UpdateSender } from '#lib/settings/sender-contract';

export interface UpdateSenderInput {
  domain: AuthorizedDomain;
  name: string;
  body: UpdateSender;
  /** The version that the change was made from. */
  version: string;
}

const STANDING_TOPIC = sender.shape.topic.parse(undefined);

/**
 * Changes a sender. Throws `conflict` for a stale version, `bad_request` at `/topic` for another topic of a sender that
 * every organization has: its reports would reach no destination.
 */
export async function updateSender(
  context: Context,
  actor: Actor,
  { domain, name, body, version }: UpdateSenderInput,
): Promise<SenderObject> {
  return transaction(context.db, async (tx) => {
    const row = await holdSender(tx, domain, name);
    const before = senderContent(row);
    requireVersion(version, versionOf(before));
    const moves = isStanding(row) && ![before.topic, STANDING_TOPIC].includes(body.topic);
    refuseProblems(
      moves ? [{ path: ['topic'], problem: `is ${STANDING_TOPIC} for senders that every organization has` }] : [],
    );
    await applySender(tx, domain, { ...body, name });
    const after = await holdSender(tx, domain, name);
    await recordEvent(context, tx, {
      action: 'sender.update',
      principal: actor.principal,
      organization: domain,
      entity: 'sender',
      entityId: `${domain}.${name}`,
      detail: describeChange(before, senderContent(after)),
    });
    return presentSender(after);
  });
}
