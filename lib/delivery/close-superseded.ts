import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { HAS_TO_CLOSE, hasLapsed, releaseSuperseded } from '#lib/delivery/release-superseded';
import { clockOf } from '#lib/delivery/move-file';

const AT_ONCE = 100;

/**
 * Closes files that newer versions replaced (contract §7 "Order"), whatever their destination, and takes single items that
 * were replaced out of the others: of files that nobody has in hand, and of those whose worker did not come back, which it
 * then can no longer settle. Returns how many.
 */
export async function closeSuperseded(context: Context): Promise<number> {
  const lapsed = hasLapsed(clockOf(context));
  let closed = 0;
  for (;;) {
    const { rows } = await context.db.execute<{ id: number; destination: string }>(sql`
      (select id, destination from deliveries d where ${HAS_TO_CLOSE} order by next_attempt_at limit ${AT_ONCE})
      union all (select id, destination from deliveries d where ${lapsed} order by lease_until limit ${AT_ONCE})`);
    const before = closed;
    for (const file of rows) if (await releaseSuperseded(context, file)) closed += 1;
    if (rows.length < AT_ONCE || closed === before) return closed;
  }
}
