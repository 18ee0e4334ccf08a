import { sql } from 'drizzle-orm';
import { transaction, type Database, type Queryable } from '#db/client';
import { GENESIS, hashBlock } from '#lib/audit/chain';
import { readEvents } from '#lib/audit/read-events';

/** Any constant: sealers take turns on this advisory lock. */
const SEAL_LOCK = 7_020_243;
/** Events a block may hold unless one transaction wrote more: a worker that was away for days must not read them all at once. */
const MOST_EVENTS = 20_000;

/**
 * Seals audit events of finished transactions into the next block of the chain, the oldest first. Rows below the oldest
 * running transaction can no longer appear, so a block is complete when made. Returns how many events it holds; no block
 * is made of nothing, nor while another sealer is at it.
 */
export async function sealEvents(db: Database, most = MOST_EVENTS): Promise<number> {
  return transaction(db, async (tx) => {
    const { rows: turn } = await tx.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(${SEAL_LOCK}) as mine`,
    );
    if (!turn[0]?.mine) return 0;
    const previous = await lastBlock(tx);
    const to = await endOfBlock(tx, previous.to, most);
    const events = await readEvents(tx, previous.to, to);
    if (events.length === 0) return 0;
    await tx.execute(sql`insert into audit_blocks (id, from_transaction, to_transaction, event_count, previous_hash, hash)
      values (${previous.id + 1}, ${previous.to}::xid8, ${to}::xid8, ${events.length}, ${previous.hash},
        ${hashBlock(previous.hash, events)})`);
    return events.length;
  });
}

async function lastBlock(tx: Queryable): Promise<{ id: number; to: string; hash: Buffer }> {
  const { rows } = await tx.execute<{ id: number; to: string; hash: Buffer }>(
    sql`select id, to_transaction::text as to, hash from audit_blocks order by id desc limit 1`,
  );
  return rows[0] ?? { id: 0, to: '0', hash: GENESIS };
}

/** The oldest transaction still running, or the one whose events no longer fit; always past the first with events. */
async function endOfBlock(tx: Queryable, from: string, most: number): Promise<string> {
  const { rows } = await tx.execute<{ to: string }>(sql`
    select least(pg_snapshot_xmin(pg_current_snapshot()), (
      select greatest(max(transaction_id), (min(transaction_id)::text::numeric + 1)::text::xid8)
      from (select transaction_id from audit_events where transaction_id >= ${from}::xid8
        order by transaction_id, id limit ${most + 1}) unsealed
      having count(*) > ${most}))::text as to`);
  return rows[0]?.to ?? from;
}
