import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { clockOf, moveFile } from '#lib/delivery/move-file';

const AT_ONCE = 100;

/**
 * Closes files that a newer version replaced (contract §7 "Order"), whatever their destination: those that nobody has in
 * hand, and those whose worker did not come back, which it then can no longer settle. Returns how many.
 */
export async function closeSuperseded(context: Context): Promise<number> {
  const now = clockOf(context);
  const waits = sql`state in ('queued', 'retrying', 'ready') and superseded_by is not null`;
  const lapsed = sql`state = 'sending' and lease_until < ${now} and superseded_by is not null`;
  const set = sql`state = 'superseded', closed_at = ${now}, last_error = null, lease_until = null,
    lease_token = lease_token + 1`;
  let closed = 0;
  for (;;) {
    const { rows } = await context.db.execute<{ id: number; destination: string }>(sql`
      (select id, destination from deliveries where ${waits} order by next_attempt_at limit ${AT_ONCE})
      union all (select id, destination from deliveries where ${lapsed} order by lease_until limit ${AT_ONCE})`);
    const where = sql`((${waits}) or (${lapsed}))`;
    for (const file of rows) if (await moveFile(context, { ...file, set, where, to: 'superseded' })) closed += 1;
    if (rows.length < AT_ONCE) return closed;
  }
}
