import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { ClaimedIntake } from '#lib/intake/claim-intake';

/**
 * Moves a claimed payload on to its next item and to the end of the queue. False when the claim was lost: another worker has
 * the payload, and this one's batch must not be written.
 */
export async function advanceIntake(tx: Queryable, claim: ClaimedIntake, nextIndex: number): Promise<boolean> {
  const { rowCount } = await tx.execute(sql`
    update intakes set next_index = ${nextIndex}, attempts = 0, due_at = clock_timestamp()
    where submission_id = ${claim.submissionId} and lease_token = ${claim.leaseToken} and finished_at is null`);
  return rowCount === 1;
}
