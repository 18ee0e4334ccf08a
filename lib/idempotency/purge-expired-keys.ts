import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { KEY_LIFETIME } from '#lib/idempotency/replay-answer';

/**
 * Deletes keys whose 24 hours have passed: all of them (the worker), or one that stands in a new request's way. A key
 * still alive is never touched, so a purge cannot race a replay. Returns how many went.
 */
export async function purgeExpiredKeys(db: Queryable, only?: { principal: string; key: string }): Promise<number> {
  const which = only ? sql`and principal = ${only.principal} and key = ${only.key}` : sql``;
  const { rowCount } = await db.execute(
    sql`delete from idempotency_keys where created_at <= now() - interval '${sql.raw(KEY_LIFETIME)}' ${which}`,
  );
  return rowCount ?? 0;
}
