import { sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { IntakeMessage } from '#lib/intake/messages';
import { storeMessages } from '#lib/intake/store-messages';

export interface Rejection {
  domain: AuthorizedDomain;
  sender: string;
  topic: string | null;
  principal: string;
  messages: readonly IntakeMessage[];
}

/** Keeps that a payload was refused, and why, not the payload. Returns the submission's number. */
export async function storeRejection(context: Context, rejection: Rejection): Promise<number> {
  const { domain, sender, topic, principal, messages } = rejection;
  const errors = messages.filter(({ level }) => level === 'error').length;
  return transaction(context.db, async (tx) => {
    const { rows } = await tx.execute<{ id: number }>(sql`
      insert into submissions (organization, sender, topic, source, http_status, principal, correlation_id, received_at,
        valid_item_count, overall_status, delivery_state, destinations, error_count, warning_count)
      values (${domain}, ${sender}, ${topic}, 'reportstream', 400, ${principal}, ${context.correlationId},
        coalesce(${context.at?.toISOString() ?? null}::timestamptz, now()), 0, 'Error', 'not_delivering', '[]'::jsonb,
        ${errors}, ${messages.length - errors})
      returning id`);
    const submissionId = rows[0]?.id;
    if (submissionId === undefined) throw new Error('The rejection was not stored.');
    await storeMessages(tx, submissionId, messages);
    await recordEvent(context, tx, {
      action: 'submission.reject',
      principal,
      organization: domain,
      entity: 'submission',
      entityId: String(submissionId),
      detail: { errors },
    });
    return submissionId;
  });
}
