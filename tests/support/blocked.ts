import { sql } from 'drizzle-orm';
import type { Database } from '#db/client';

/** Whether a query of this database waits for a lock. */
export async function isBlocked(db: Database): Promise<boolean> {
  const { rowCount } = await db.execute(
    sql`select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
  );
  return rowCount !== 0;
}
