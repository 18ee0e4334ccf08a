import { transaction, type Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { findUsers, holdUser, type UserRow } from '#lib/settings/find-users';
import { presentUser } from '#lib/settings/present-user';
import type { UserObject } from '#lib/settings/user-contract';

export interface ManagedUser {
  domain: AuthorizedDomain;
  userId: string;
}

/**
 * Changes an account itself: holds it, has `change` done, and records `action` unless that answers false (nothing was to
 * be done). Throws `forbidden` when the person acts in organizations that the caller does not administer.
 */
export async function manageUser(
  context: Context,
  actor: Actor,
  { domain, userId, action }: ManagedUser & { action: string },
  change: (tx: Queryable, user: UserRow) => Promise<boolean>,
): Promise<UserObject> {
  return transaction(context.db, async (tx) => {
    const user = await holdUser(tx, domain, userId);
    if (!presentUser(actor, user).mayManage) {
      throw new DomainError(
        'forbidden',
        'This account is used in organizations that you do not administer. Ask a platform administrator.',
      );
    }
    if (await change(tx, user)) {
      await recordEvent(context, tx, {
        action,
        principal: actor.principal,
        organization: domain,
        entity: 'user',
        entityId: userId,
      });
    }
    const [row] = await findUsers(tx, domain, userId);
    return presentUser(actor, row ?? user);
  });
}
