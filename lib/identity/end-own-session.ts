import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { UserActor } from '#lib/identity/actor';
import { endSession } from '#lib/identity/end-session';
import { getProfile } from '#lib/identity/get-profile';
import type { Profile } from '#lib/identity/profile-contract';

/** Ends one of one's own sessions at once. Throws `not_found` for any other, whether it exists or not. */
export async function endOwnSession(context: Context, actor: UserActor, sessionId: string): Promise<Profile> {
  const { rowCount } = await context.db.execute(
    sql`select 1 from sessions where id = ${sessionId}::uuid and user_id = ${actor.userId}::uuid`,
  );
  if (rowCount === 0) throw new DomainError('not_found', 'You have no such session.');
  await endSession(context, { userId: actor.userId, sessionId });
  return getProfile(context, actor);
}
