import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { blockHash, EVENT_LINE, GENESIS } from '#lib/audit/chain';

/**
 * What became of the audit trail. `events` counts the `unsealed` ones too. `head`: the newest block's hash in hex; who keeps
 * it elsewhere notices when the end of the chain is cut off.
 */
export type Verification =
  | { outcome: 'intact'; events: number; blocks: number; unsealed: number; head: string | null }
  | { outcome: 'broken block'; block: number }
  | { outcome: 'stray event'; event: number };

type Checked = {
  broken: number | null;
  stray: number | null;
  events: number;
  blocks: number;
  unsealed: number;
  head: string | null;
};

/** The lines of the events that block `b` names; of one that is gone there is none. */
const LINES = sql`(select coalesce(string_agg(${EVENT_LINE}, '' order by place), '')
  from unnest(b.event_ids) with ordinality named(event_id, place) join audit_events e on e.id = named.event_id)`;

/**
 * Recomputes the whole audit chain as of one instant: each block follows the one before without a gap and holds exactly
 * the events it sealed, and every other event waits for its block. Tells the first block that does not hold, or the
 * first event that got in some other way. Reads every event.
 */
export async function verifyEvents(on: Queryable): Promise<Verification> {
  const { rows } = await on.execute<Checked>(sql`
    with checked as (
      select b.id, b.hash = ${blockHash(sql`b.previous_hash`, LINES)} and b.id = row_number() over chain
        and b.previous_hash = lag(b.hash, 1, ${GENESIS}) over chain as holds
      from audit_blocks b window chain as (order by b.id))
    select (select min(id) from checked where not holds) as broken,
      (select min(e.id) from audit_events e
        where not exists (select 1 from audit_unsealed u where u.event_id = e.id) and not exists (
          select 1 from (select unnest(event_ids) as event_id from audit_blocks) sealed where sealed.event_id = e.id)
      ) as stray,
      (select count(*) from audit_events) as events,
      (select count(*) from audit_blocks) as blocks,
      (select count(*) from audit_unsealed) as unsealed,
      (select encode(hash, 'hex') from audit_blocks order by id desc limit 1) as head`);
  const [checked] = rows;
  if (!checked) throw new Error('The audit trail could not be read.');
  const { broken, stray, ...counts } = checked;
  if (broken !== null) return { outcome: 'broken block', block: broken };
  if (stray !== null) return { outcome: 'stray event', event: stray };
  return { outcome: 'intact', ...counts };
}
