import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { ClaimedIntake } from '#lib/intake/claim-intake';

/**
 * For each of these hashes (hex) the newest submission of the same sender that had an item with it in the 7 days before, and
 * took it. Items of this batch are not among them.
 */
export async function findDuplicates(
  tx: Queryable,
  claim: ClaimedIntake,
  hashes: readonly Buffer[],
): Promise<Map<string, number>> {
  const { rows } = await tx.execute<{ hash: string; submissionId: number }>(sql`
    select encode(n.hash, 'hex') as hash, earlier.submission_id as "submissionId"
    from (select distinct hash from unnest(${sql.param(hashes)}::bytea[]) hash) n
    cross join lateral (select p.submission_id from item_payloads p
      join submission_items i on i.submission_id = p.submission_id and i.item_index = p.item_index
      where p.organization = ${claim.organization} and p.sender = ${claim.sender} and p.content_sha256 = n.hash
        and p.received_at > ${claim.receivedAt.toISOString()}::timestamptz - interval '7 days'
        and p.submission_id <= ${claim.submissionId} and i.report_guid is not null
      order by p.received_at desc limit 1) earlier`);
  return new Map(rows.map(({ hash, submissionId }) => [hash, submissionId]));
}
