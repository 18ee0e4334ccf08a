import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { defineStatement } from '#db/statement';
import type { ClaimedDelivery } from '#lib/delivery/claim-deliveries';
import { log } from '#lib/log';

type Noted = { id: number; leaseToken: number; messageId: string };

const $ = sql.placeholder;
// The note outlives the worker as soon as it is written; of a crash of PostgreSQL itself it may be lost: no need to wait for the disk.
const statement = defineStatement<Noted, Record<string, never>>(sql`
  update deliveries set acknowledged = acknowledged || ${$('messageId')}::text
  where id = ${$('id')} and lease_token = ${$('leaseToken')} and state = 'sending'
    and set_config('synchronous_commit', 'off', true) is not null`);

/**
 * Notes for good that a message of a claimed file was acknowledged: whatever happens to this worker, it is not sent again. Of
 * what one connection carried, a worker that is killed leaves at most one message that nobody knows the answer to. A note
 * that cannot be made is logged: at worst, the message goes twice.
 */
export async function noteAcknowledged(
  db: Queryable,
  { id, leaseToken, destination }: ClaimedDelivery,
  messageId: string,
): Promise<void> {
  try {
    await statement(db, { id, leaseToken, messageId });
  } catch (error) {
    const reason = error instanceof Error ? error.name : 'unknown';
    log().warn({ deliveryId: id, destination, reason }, 'it could not be noted that a message was acknowledged');
  }
}
