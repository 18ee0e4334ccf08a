import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';

/**
 * Locks the items of orders, then the files that carry them and wait: until the transaction ends nobody gathers, claims or
 * settles one. In two statements: a file may have been gathered into another while its item was waited for.
 */
export async function lockFiles(tx: Queryable, orderKeys: readonly string[]): Promise<void> {
  const isTheirs = sql`order_key = any (${sql.param(orderKeys)}::text[])`;
  await tx.execute(sql`select 1 from delivery_items where ${isTheirs}
    order by delivery_id, submission_id, item_index for update`);
  await tx.execute(sql`select 1 from deliveries where id in (select delivery_id from delivery_items where ${isTheirs})
    and state in ('queued', 'retrying', 'ready') order by id for update`);
}
