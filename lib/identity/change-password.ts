import { sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { UserActor } from '#lib/identity/actor';
import { checkOwnPassword, wrongPassword } from '#lib/identity/check-own-password';
import { endUserSessions } from '#lib/identity/end-user-sessions';
import { getProfile } from '#lib/identity/get-profile';
import { hashSecret } from '#lib/identity/hash-secret';
import type { ChangePassword, Profile } from '#lib/identity/profile-contract';

/**
 * Changes one's own password and ends every other session. Throws `bad_request` at the field for a wrong current password,
 * also one that was replaced meanwhile, and for a new one that is no other or is the e-mail address.
 */
export async function changePassword(context: Context, actor: UserActor, body: ChangePassword): Promise<Profile> {
  const { currentPassword, newPassword } = body;
  if (newPassword === currentPassword) throw unusable('is the one you have');
  if (newPassword.toLowerCase() === actor.email.toLowerCase()) throw unusable('must not be your e-mail address');
  const hash = await checkOwnPassword(context.db, actor, currentPassword);
  const newHash = await hashSecret(newPassword);
  return transaction(context.db, async (tx) => {
    const { rowCount } = await tx.execute(sql`update users set password_hash = ${newHash}, password_expires_at = null
      where id = ${actor.userId}::uuid and password_hash = ${hash}`);
    if (rowCount === 0) throw wrongPassword();
    const ended = await endUserSessions(tx, actor.userId, actor.sessionId);
    await recordEvent(context, tx, {
      action: 'user.change_password',
      principal: actor.principal,
      organization: null,
      entity: 'user',
      entityId: actor.userId,
      detail: { sessionsEnded: ended },
    });
    return getProfile(context, actor, tx);
  });
}

const unusable = (detail: string): DomainError =>
  new DomainError('bad_request', `The new password ${detail}.`, { errors: [{ pointer: '/newPassword', detail }] });
