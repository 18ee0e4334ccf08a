import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { ClaimedIntake } from '#lib/intake/claim-intake';

const BYTES_AT_ONCE = 4 * 2 ** 20;

/** An item as it came, and its hash. */
export interface StoredItem {
  itemIndex: number;
  bytes: Buffer;
  contentSha256: Buffer;
}

/** `bytes` null: more than one answer should hold. */
type PayloadRow = Omit<StoredItem, 'bytes'> & { bytes: Buffer | null; length: number };

/**
 * The payload's next items, at most `most` and about 4 MiB together, or a larger one alone. That is fetched in slices: the
 * driver takes bytes as text of twice their size, which for 50 MB at once costs a process several times the item.
 */
export async function readPayloads(db: Queryable, claim: ClaimedIntake, most: number): Promise<StoredItem[]> {
  const { rows } = await db.execute<PayloadRow>(sql`
    select item_index as "itemIndex", length, content_sha256 as "contentSha256",
      case when length <= ${BYTES_AT_ONCE} then bytes end as bytes
    from (select p.*, octet_length(p.bytes) as length,
        sum(octet_length(p.bytes)) over (order by p.item_index) - octet_length(p.bytes) as before
      from item_payloads p where p.submission_id = ${claim.submissionId} and p.item_index >= ${claim.nextIndex}
        and p.item_index < ${claim.nextIndex + most}) batch
    where before < ${BYTES_AT_ONCE} order by item_index`);
  const items: StoredItem[] = [];
  for (const { length, ...row } of rows) {
    // At most one is that large: what comes after it waits for the next batch.
    const bytes = row.bytes ?? (await readSlices(db, claim.submissionId, row.itemIndex, length));
    items.push({ ...row, bytes });
  }
  return items;
}

async function readSlices(db: Queryable, submissionId: number, itemIndex: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  for (let at = 0; at < length; at += BYTES_AT_ONCE) {
    const { rows } = await db.execute<{ slice: Buffer }>(sql`
      select substring(bytes from ${at + 1}::int for ${BYTES_AT_ONCE}::int) as slice from item_payloads
      where submission_id = ${submissionId} and item_index = ${itemIndex}`);
    rows[0]?.slice.copy(bytes, at);
  }
  return bytes;
}
