import { sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import type { Context } from '#lib/context';
import { lockSubmissions, moveRoutings } from '#lib/delivery/move-routings';

const AT_ONCE = 100;

/** Fails files that nobody fetched in their 30 days (contract §6 "Words"). Returns how many. */
export async function expireDeliveries(context: Context): Promise<number> {
  const { rows } = await context.db.execute<{ id: number; destination: string }>(sql`
    select id, destination from deliveries where state = 'ready' and expires_at <= now() order by expires_at limit ${AT_ONCE}`);
  for (const { id, destination } of rows) {
    await transaction(context.db, async (tx) => {
      const submissions = await lockSubmissions(tx, id);
      const { rowCount } = await tx.execute(sql`update deliveries set state = 'failed', closed_at = now(),
        last_error = 'Nobody fetched the file in the 30 days it was offered.' where id = ${id} and state = 'ready'`);
      if (rowCount) await moveRoutings(tx, id, submissions, { destination, to: 'failed', at: null });
    });
  }
  return rows.length;
}
