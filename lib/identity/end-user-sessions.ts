import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';

/** Ends a person's sessions at once, but for `except`; answers how many. */
export async function endUserSessions(tx: Queryable, userId: string, except: string | null = null): Promise<number> {
  const { rowCount } = await tx.execute(sql`update sessions set ended_at = now()
    where user_id = ${userId}::uuid and ended_at is null and expires_at > now()
      and (${except}::uuid is null or id <> ${except}::uuid)`);
  return rowCount ?? 0;
}
