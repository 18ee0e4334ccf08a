import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { Actor } from '#lib/identity/actor';
import { endUserSessions } from '#lib/identity/end-user-sessions';
import { keepAnAdmin } from '#lib/settings/keep-an-admin';
import { manageUser, type ManagedUser } from '#lib/settings/manage-user';
import type { UserObject } from '#lib/settings/user-contract';

/**
 * Disables an account and ends its sessions at once. Throws `conflict` for one's own account and for the last
 * administrator of any organization, or of the platform.
 */
export async function disableUser(context: Context, actor: Actor, target: ManagedUser): Promise<UserObject> {
  return manageUser(context, actor, { ...target, action: 'user.disable' }, async (tx, user) => {
    if (actor.kind === 'user' && actor.userId === user.id) {
      throw new DomainError('conflict', 'This is your own account. Somebody else has to disable it.');
    }
    await keepAnAdmin(tx, user.domains, user.id);
    const { rowCount } = await tx.execute(
      sql`update users set disabled_at = now() where id = ${user.id}::uuid and disabled_at is null`,
    );
    await endUserSessions(tx, user.id);
    return rowCount === 1;
  });
}
