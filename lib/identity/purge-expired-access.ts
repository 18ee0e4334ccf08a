import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';

/** Deletes what can never be used again: expired tokens, used assertions past their time, sessions long over. */
export async function purgeExpiredAccess(db: Queryable): Promise<void> {
  await db.execute(sql`delete from access_tokens where expires_at < now()`);
  await db.execute(sql`delete from used_assertions where expires_at < now()`);
  await db.execute(sql`delete from sessions where least(ended_at, expires_at) < now() - interval '30 days'`);
  await db.execute(sql`delete from rate_counters where minute < floor(extract(epoch from now()) / 60) - 5`);
}
