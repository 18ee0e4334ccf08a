import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { GENESIS, hashBlock } from '#lib/audit/chain';
import { readEvents } from '#lib/audit/read-events';

type BlockRow = {
  id: number;
  from: string;
  to: string;
  event_count: number;
  previous_hash: Buffer;
  hash: Buffer;
};

/**
 * Recomputes the whole audit chain: each block follows the one before without a gap and holds exactly the events it
 * sealed. Answers the first block that does not hold, or null when every one does.
 */
export async function verifyEvents(on: Queryable): Promise<number | null> {
  const { rows: blocks } = await on.execute<BlockRow>(sql`select id, from_transaction::text as from,
    to_transaction::text as to, event_count, previous_hash, hash from audit_blocks order by id`);
  let previous = { id: 0, to: '0', hash: GENESIS };
  for (const block of blocks) {
    const follows =
      block.id === previous.id + 1 && block.from === previous.to && block.previous_hash.equals(previous.hash);
    if (!follows) return block.id;
    const events = await readEvents(on, block.from, block.to);
    if (events.length !== block.event_count || !hashBlock(previous.hash, events).equals(block.hash)) return block.id;
    previous = block;
  }
  return null;
}
