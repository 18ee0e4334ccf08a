import { type Sender, STANDING_SENDERS } from '#lib/settings/contract';
import type { SenderRow } from '#lib/settings/find-senders';
import { versionOf } from '#lib/settings/object-version';
import { presentInstant } from '#lib/settings/present-instant';
import type { SenderObject } from '#lib/settings/sender-contract';

/** What a change of a sender is compared by. */
export const senderContent = ({ name, topic, format, customer_status, hl7_acknowledgement_enabled }: SenderRow) => ({
  name,
  topic,
  format,
  customerStatus: customer_status,
  hl7AcknowledgementEnabled: hl7_acknowledgement_enabled,
});

export const isStanding = ({ name }: Pick<Sender, 'name'>): boolean =>
  (STANDING_SENDERS as readonly string[]).includes(name);

/** Row → wire. */
export function presentSender(row: SenderRow): SenderObject {
  const content = senderContent(row);
  return {
    ...content,
    isStanding: isStanding(row),
    clientIds: row.client_ids,
    foreignClientCount: row.foreign_client_count,
    lastReceivedAt: presentInstant(row.last_received_at),
    file: row.file_applied_at === null ? null : { appliedAt: presentInstant(row.file_applied_at) },
    version: versionOf(content),
  };
}
