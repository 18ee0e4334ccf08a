import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import type { Actor } from '#lib/identity/actor';
import { manageUser, type ManagedUser } from '#lib/settings/manage-user';
import type { UserObject } from '#lib/settings/user-contract';

/** Enables a disabled account again, with the password it had. */
export async function enableUser(context: Context, actor: Actor, target: ManagedUser): Promise<UserObject> {
  return manageUser(context, actor, { ...target, action: 'user.enable' }, async (tx, { id }) => {
    const { rowCount } = await tx.execute(
      sql`update users set disabled_at = null where id = ${id}::uuid and disabled_at is not null`,
    );
    return rowCount === 1;
  });
}
