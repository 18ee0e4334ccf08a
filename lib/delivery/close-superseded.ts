import { sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import type { Context } from '#lib/context';
import { clockOf, moveFile } from '#lib/delivery/move-file';
import { lockSubmissions } from '#lib/delivery/move-routings';
import { takeOutSuperseded } from '#lib/delivery/take-out-superseded';

const AT_ONCE = 100;

/** SQL on `deliveries d`: a newer version replaced each report in it. */
export const IS_REPLACED = sql`(d.has_superseded and not exists (
  select 1 from delivery_items i where i.delivery_id = d.id and i.superseded_by is null))`;

/**
 * Closes files that newer versions replaced (contract §7 "Order"), whatever their destination, and takes single items that
 * were replaced out of the others: of files that nobody has in hand, and of those whose worker did not come back, which it
 * then can no longer settle. Returns how many.
 */
export async function closeSuperseded(context: Context): Promise<number> {
  let closed = 0;
  for (;;) {
    const { rows } = await context.db.execute<{ id: number; destination: string }>(sql`
      (select id, destination from deliveries d where ${WAITS} order by next_attempt_at limit ${AT_ONCE})
      union all
      (select id, destination from deliveries d where ${lapsed(context)} order by lease_until limit ${AT_ONCE})`);
    const before = closed;
    for (const file of rows) if (await closeOne(context, file)) closed += 1;
    if (rows.length < AT_ONCE || closed === before) return closed;
  }
}

/** `closeSuperseded` of one file; false when it has nothing that was replaced, or somebody has it in hand. */
export async function closeOne(context: Context, file: { id: number; destination: string }): Promise<boolean> {
  const now = clockOf(context);
  const isFree = sql`((${WAITS}) or (${lapsed(context)}))`;
  const set = sql`state = 'superseded', closed_at = ${now}, last_error = null, lease_until = null,
    lease_token = lease_token + 1, has_superseded = false`;
  if (await moveFile(context, { ...file, set, where: sql`${isFree} and ${IS_REPLACED}`, to: 'superseded' }))
    return true;
  return transaction(context.db, async (tx) => {
    const submissions = await lockSubmissions(tx, file.id);
    const { rows } = await tx.execute(sql`select 1 from deliveries d where d.id = ${file.id} and ${isFree} for update`);
    return rows.length > 0 && takeOutSuperseded(context, tx, file.id, submissions);
  });
}

const WAITS = sql`d.state in ('queued', 'retrying', 'ready', 'failed') and d.has_superseded`;
const lapsed = (context: Context) =>
  sql`d.state = 'sending' and d.lease_until < ${clockOf(context)} and d.has_superseded`;
