import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { clockOf, moveFile } from '#lib/delivery/move-file';

const AT_ONCE = 100;

/**
 * Fails files that nobody fetched in their 30 days (contract §6 "Words"), all of them. One that a newer version replaced
 * is left to be closed as superseded. Returns how many failed.
 */
export async function expireDeliveries(context: Context): Promise<number> {
  const now = clockOf(context);
  const where = sql`state = 'ready' and expires_at <= ${now} and not has_superseded`;
  const set = sql`state = 'failed', closed_at = ${now},
    last_error = 'Nobody fetched the file in the 30 days it was offered.'`;
  let expired = 0;
  for (;;) {
    const { rows } = await context.db.execute<{ id: number; destination: string }>(sql`
      select id, destination from deliveries where ${where} order by expires_at limit ${AT_ONCE}`);
    for (const file of rows) if (await moveFile(context, { ...file, set, where, to: 'failed' })) expired += 1;
    if (rows.length < AT_ONCE) return expired;
  }
}
