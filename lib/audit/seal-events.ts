import { createHash } from 'node:crypto';
import { sql } from 'drizzle-orm';
import { transaction, type Queryable } from '#db/client';
import type { Database } from '#db/client';

/** Any constant: sealers take turns on this advisory lock. */
const SEAL_LOCK = 7_020_243;
const GENESIS = Buffer.alloc(32);

type EventRow = { id: number; line: string };

/**
 * Seals all audit events of finished transactions into the next block of the chain: hash = SHA-256(previous hash ‖ every
 * event, in transaction and id order). Rows below the oldest running transaction can no longer appear, so a block is
 * complete when made. Returns how many events it holds; no block is made of nothing.
 */
export async function sealEvents(db: Database): Promise<number> {
  return transaction(db, async (tx) => {
    const { rows: turn } = await tx.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(${SEAL_LOCK}) as mine`,
    );
    if (!turn[0]?.mine) return 0;
    const previous = await lastBlock(tx);
    const { rows: bounds } = await tx.execute<{ to: string }>(
      sql`select pg_snapshot_xmin(pg_current_snapshot())::text as to`,
    );
    const to = bounds[0]?.to ?? previous.to;
    const events = await eventsBetween(tx, previous.to, to);
    if (events.length === 0) return 0;
    await tx.execute(sql`insert into audit_blocks (id, from_transaction, to_transaction, event_count, previous_hash, hash)
      values (${previous.id + 1}, ${previous.to}::xid8, ${to}::xid8, ${events.length}, ${previous.hash},
        ${hashBlock(previous.hash, events)})`);
    return events.length;
  });
}

/** The block's hash over its events' canonical lines. */
export function hashBlock(previous: Buffer, events: readonly EventRow[]): Buffer {
  const hash = createHash('sha256').update(previous);
  for (const { line } of events) hash.update(line).update('\n');
  return hash.digest();
}

/** Events with from ≤ transaction id < to, in sealing order, each as one canonical line. */
export async function eventsBetween(tx: Queryable, from: string, to: string): Promise<EventRow[]> {
  const { rows } = await tx.execute<EventRow>(sql`
    select id, json_build_array(id, extract(epoch from at), principal, action, organization, entity, entity_id, detail,
      correlation_id)::text as line
    from audit_events where transaction_id >= ${from}::xid8 and transaction_id < ${to}::xid8
    order by transaction_id, id`);
  return rows;
}

async function lastBlock(tx: Queryable): Promise<{ id: number; to: string; hash: Buffer }> {
  const { rows } = await tx.execute<{ id: number; to: string; hash: Buffer }>(
    sql`select id, to_transaction::text as to, hash from audit_blocks order by id desc limit 1`,
  );
  return rows[0] ?? { id: 0, to: '0', hash: GENESIS };
}
