import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import type { Actor } from '#lib/identity/actor';
import { endUserSessions } from '#lib/identity/end-user-sessions';
import { hashSecret } from '#lib/identity/hash-secret';
import { newTemporaryPassword, TEMPORARY_DAYS } from '#lib/identity/temporary-password';
import { manageUser, type ManagedUser } from '#lib/settings/manage-user';
import type { UserWithPassword } from '#lib/settings/user-contract';

/** Replaces a person's password by a temporary one, told once and kept as a hash, and ends the person's sessions. */
export async function resetPassword(context: Context, actor: Actor, target: ManagedUser): Promise<UserWithPassword> {
  const temporaryPassword = newTemporaryPassword();
  const passwordHash = await hashSecret(temporaryPassword);
  const user = await manageUser(context, actor, { ...target, action: 'user.reset_password' }, async (tx, { id }) => {
    await tx.execute(sql`update users set password_hash = ${passwordHash},
      password_expires_at = now() + make_interval(days => ${TEMPORARY_DAYS}) where id = ${id}::uuid`);
    await endUserSessions(tx, id);
    return true;
  });
  return { user, temporaryPassword };
}
