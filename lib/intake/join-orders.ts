import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';

/** An order whose files come before those of another from now on. */
export interface OrderJoin {
  from: string;
  to: string;
  /** The newest version that is meant; what came later stays where it is. */
  upTo: number;
  /** Files that are closed stay: they are an appointment's own versions. */
  openOnly: boolean;
}

/** More versions than any order has: what joins an order stands below all of its own, and keeps its own sequence. */
const BELOW_ALL = 1_000_000;

/**
 * Lets what came of one order before another stand below everything in that: the newer then waits for the older in flight,
 * a withdrawal knows who received it, and a destination that holds it is told as outdated.
 */
export async function joinOrders(tx: Queryable, joins: readonly OrderJoin[]): Promise<void> {
  for (const { from, to, upTo, openOnly } of joins) {
    const isMeant = sql`order_key = ${from} and version <= ${upTo}`;
    const set = sql`order_key = ${to}, version = version - ${BELOW_ALL}`;
    await tx.execute(sql`update deliveries set ${set}
      where ${isMeant} and state in ('queued', 'sending', 'retrying', 'ready')`);
    if (openOnly) continue;
    await tx.execute(sql`update deliveries set ${set} where ${isMeant} and id in (select i.delivery_id
      from routings r join delivery_items i on i.submission_id = r.submission_id and i.item_index = r.item_index
      where r.order_key = ${from} and r.version <= ${upTo})`);
    await tx.execute(sql`update routings set ${set} where ${isMeant}`);
  }
}
