import { sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { SessionClaims } from '#lib/identity/session-cookie';

/** Ends a session at once, in every tab and process. Ending one that has ended already changes nothing. */
export async function endSession(context: Context, { userId, sessionId }: SessionClaims): Promise<void> {
  await transaction(context.db, async (tx) => {
    const { rowCount } = await tx.execute(sql`update sessions set ended_at = now()
      where id = ${sessionId}::uuid and user_id = ${userId}::uuid and ended_at is null`);
    if (rowCount === 0) return;
    await recordEvent(context, tx, {
      action: 'session.end',
      principal: `user:${userId}`,
      organization: null,
      entity: 'session',
      entityId: sessionId,
    });
  });
}
