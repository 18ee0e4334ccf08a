import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { IS_OPEN } from '#lib/submissions/supersede-older';

/** An order whose files come before those of another from now on. */
export interface OrderJoin {
  from: string;
  to: string;
  /** The newest version that is meant; what came later stays where it is. */
  upTo: number;
  /** Items of files that are closed stay: they are an appointment's own versions. */
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
    const isOpen = sql`exists (select 1 from deliveries d where d.id = i.delivery_id and ${IS_OPEN})`;
    await tx.execute(sql`update delivery_items i set ${set} where ${isMeant} ${openOnly ? sql`and ${isOpen}` : sql``}`);
    if (!openOnly) await tx.execute(sql`update routings set ${set} where ${isMeant}`);
  }
}
