import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { keptAttemptDays } from '#lib/config';

const AT_ONCE = 500;

/**
 * Deletes what attempts sent and were answered once it is older than `READOUT_KEEP_ATTEMPTS_DAYS`; the attempts themselves,
 * with times and outcome, stay. Ends early, between its parts, when the signal says so. Returns how many went.
 */
export async function purgeContents(db: Queryable, signal?: AbortSignal): Promise<number> {
  let purged = 0;
  for (;;) {
    const { rowCount } = await db.execute(sql`delete from delivery_contents where ctid = any (array(
      select ctid from delivery_contents where kept_at < now() - make_interval(days => ${keptAttemptDays()})
      order by kept_at limit ${AT_ONCE} for update skip locked))`);
    purged += rowCount ?? 0;
    if ((rowCount ?? 0) < AT_ONCE || signal?.aborted) return purged;
  }
}
