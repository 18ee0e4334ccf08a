import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';
import { eventsBetween, hashBlock } from '#lib/audit/seal-events';

type BlockRow = {
  id: number;
  from: string;
  to: string;
  event_count: number;
  previous_hash: Buffer;
  hash: Buffer;
};

/** Recomputes the whole audit chain; answers the first block that does not hold, or null when every one does. */
export async function verifyEvents(db: Database): Promise<number | null> {
  const { rows: blocks } = await db.execute<BlockRow>(sql`select id, from_transaction::text as from,
    to_transaction::text as to, event_count, previous_hash, hash from audit_blocks order by id`);
  let previous = Buffer.alloc(32);
  for (const block of blocks) {
    const events = await eventsBetween(db, block.from, block.to);
    const whole = events.length === block.event_count && block.previous_hash.equals(previous);
    if (!whole || !hashBlock(previous, events).equals(block.hash)) return block.id;
    previous = Buffer.from(block.hash);
  }
  return null;
}
