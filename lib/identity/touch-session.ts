import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import type { SessionClaims } from '#lib/identity/session-cookie';

/** Starts the idle limit anew: somebody typed or pointed. A session that is over already stays over. */
export async function touchSession(context: Context, { userId, sessionId }: SessionClaims): Promise<void> {
  await context.db.execute(sql`update sessions set last_active_at = now()
    where id = ${sessionId}::uuid and user_id = ${userId}::uuid and ended_at is null and expires_at > now()
      and last_active_at + make_interval(mins => idle_limit_minutes) > now()`);
}
