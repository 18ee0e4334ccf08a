import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { IntakeMessage } from '#lib/intake/messages';

/** Stores messages of a submission in their order. */
export async function storeMessages(
  tx: Queryable,
  submissionId: number,
  messages: readonly IntakeMessage[],
): Promise<void> {
  if (messages.length === 0) return;
  await tx.execute(sql`
    insert into submission_messages (submission_id, level, scope, item_index, tracking_id, field, error_code, message)
    select ${submissionId}, level, scope, "itemIndex", "trackingId", field, "errorCode", message
    from rows from (jsonb_to_recordset(${JSON.stringify(messages)}::jsonb) as (level text, scope text, "itemIndex" int,
      "trackingId" text, field text, "errorCode" text, message text)) with ordinality
      as m(level, scope, "itemIndex", "trackingId", field, "errorCode", message, n)
    order by n`);
}
