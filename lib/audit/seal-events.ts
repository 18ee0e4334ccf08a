import { sql } from 'drizzle-orm';
import { transaction, type Database } from '#db/client';
import { blockHash, EVENT_LINE, GENESIS } from '#lib/audit/chain';

/** Any constant: sealers take turns on this advisory lock. */
const SEAL_LOCK = 7_020_243;
/** Events a block may hold: a worker that was away for days must not read them all at once. */
const MOST_EVENTS = 20_000;

/**
 * Seals up to `most` committed events into the next block of the chain, the lowest ids first. An event whose transaction
 * commits later joins a later block. Returns how many it sealed; no block is made of nothing, nor while another sealer is
 * at it.
 */
export async function sealEvents(db: Database, most = MOST_EVENTS): Promise<number> {
  return transaction(db, async (tx) => {
    const { rows: turn } = await tx.execute<{ mine: boolean }>(
      sql`select pg_try_advisory_xact_lock(${SEAL_LOCK}) as mine`,
    );
    if (!turn[0]?.mine) return 0;
    const { rows: sealed } = await tx.execute<{ count: number }>(sql`
      with taken as (
        delete from audit_unsealed
        where event_id in (select event_id from audit_unsealed order by event_id limit ${most}) returning event_id),
      content as (
        select array_agg(e.id order by e.id) as ids, string_agg(${EVENT_LINE}, '' order by e.id) as lines
        from audit_events e where e.id in (select event_id from taken)),
      previous as (
        select coalesce(max(id), 0) as id, coalesce((array_agg(hash order by id desc))[1], ${GENESIS}) as hash
        from (select id, hash from audit_blocks order by id desc limit 1) last)
      insert into audit_blocks (id, event_ids, previous_hash, hash)
      select previous.id + 1, ids, previous.hash, ${blockHash(sql`previous.hash`, sql`lines`)}
      from previous, content where ids is not null
      returning cardinality(event_ids) as count`);
    return sealed[0]?.count ?? 0;
  });
}
