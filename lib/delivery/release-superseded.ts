import { type SQL, sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import type { Context } from '#lib/context';
import { clockOf, moveFile } from '#lib/delivery/move-file';
import { lockSubmissions } from '#lib/delivery/move-routings';
import { splitFile } from '#lib/delivery/split-file';

const SUPERSEDED = { state: 'superseded' } as const;

/** SQL on `deliveries d`: a newer version replaced each report in it. */
export const IS_REPLACED = sql`(d.has_superseded and not exists (
  select 1 from delivery_items i where i.delivery_id = d.id and i.superseded_by is null))`;

/** SQL on `deliveries d`: something in it was replaced, and nobody has it in hand. */
export const HAS_TO_CLOSE = sql`d.state in ('queued', 'retrying', 'ready', 'failed') and d.has_superseded`;

/** SQL on `deliveries d`: something in it was replaced, and whoever had it in hand did not come back. */
export const hasLapsed = (now: SQL): SQL => sql`d.state = 'sending' and d.lease_until < ${now} and d.has_superseded`;

/**
 * Closes a file that newer versions replaced, or takes those of its items out that were. False when there is nothing of
 * that, or somebody has it in hand.
 */
export async function releaseSuperseded(context: Context, file: { id: number; destination: string }): Promise<boolean> {
  const now = clockOf(context);
  const isFree = sql`((${HAS_TO_CLOSE}) or (${hasLapsed(now)}))`;
  const set = sql`state = 'superseded', closed_at = ${now}, last_error = null, lease_until = null,
    lease_token = lease_token + 1, has_superseded = false, gathers = false`;
  if (await moveFile(context, { ...file, set, where: sql`${isFree} and ${IS_REPLACED}`, to: 'superseded' }))
    return true;
  return transaction(context.db, async (tx) => {
    await lockSubmissions(tx, [file.id]);
    const { rows } = await tx.execute(sql`select 1 from deliveries d where d.id = ${file.id} and ${isFree} for update`);
    return rows.length > 0 && splitFile(context, tx, file.id, ({ isReplaced }) => (isReplaced ? SUPERSEDED : null));
  });
}
