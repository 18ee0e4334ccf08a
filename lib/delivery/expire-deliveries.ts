import { sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import type { Context } from '#lib/context';
import { lockSubmissions, moveRoutings } from '#lib/delivery/move-routings';

const AT_ONCE = 100;
type DueRow = { id: number; destination: string };

/**
 * Fails files that nobody fetched in their 30 days (contract §6 "Words"), all of them. One that a newer version replaced
 * is left to be closed as superseded. Returns how many failed.
 */
export async function expireDeliveries(context: Context): Promise<number> {
  const at = context.at?.toISOString() ?? null;
  let expired = 0;
  for (;;) {
    const { rows } = await context.db.execute<DueRow>(sql`select id, destination from deliveries
      where state = 'ready' and expires_at <= coalesce(${at}::timestamptz, now()) and superseded_by is null
      order by expires_at limit ${AT_ONCE}`);
    for (const row of rows) if (await expire(context, row, at)) expired += 1;
    if (rows.length < AT_ONCE) return expired;
  }
}

/** False when it was fetched, replaced or expired by another worker meanwhile. */
async function expire(context: Context, { id, destination }: DueRow, at: string | null): Promise<boolean> {
  return transaction(context.db, async (tx) => {
    const submissions = await lockSubmissions(tx, id);
    const { rowCount } = await tx.execute(sql`update deliveries set state = 'failed',
      closed_at = coalesce(${at}::timestamptz, now()),
      last_error = 'Nobody fetched the file in the 30 days it was offered.'
      where id = ${id} and state = 'ready' and superseded_by is null`);
    if (!rowCount) return false;
    await moveRoutings(tx, id, submissions, { destination, to: 'failed', at });
    return true;
  });
}
