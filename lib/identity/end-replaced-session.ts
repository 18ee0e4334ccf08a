import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { SessionClaims } from '#lib/identity/session-cookie';

/**
 * Ends the session whose cookie a browser gives up because `userId` signs in there: no browser has it any more. One that has
 * ended already stays as it is.
 */
export async function endReplacedSession(
  context: Context,
  tx: Queryable,
  replaced: SessionClaims,
  userId: string,
): Promise<void> {
  const { rowCount } = await tx.execute(sql`update sessions set ended_at = now()
    where id = ${replaced.sessionId}::uuid and user_id = ${replaced.userId}::uuid
      and ended_at is null and expires_at > now()`);
  if (rowCount === 0) return;
  await recordEvent(context, tx, {
    action: 'session.end',
    principal: `user:${userId}`,
    organization: null,
    entity: 'session',
    entityId: replaced.sessionId,
    detail: { why: 'replaced' },
  });
}
