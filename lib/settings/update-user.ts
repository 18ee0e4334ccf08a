import { and, eq } from 'drizzle-orm';
import { transaction } from '#db/client';
import { memberships, users } from '#db/tables/identities';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { changedFields } from '#lib/settings/describe-change';
import { findUsers, holdUser } from '#lib/settings/find-users';
import { keepAnAdmin } from '#lib/settings/keep-an-admin';
import { requireVersion } from '#lib/settings/object-version';
import { presentUser } from '#lib/settings/present-user';
import { refuseProblems } from '#lib/settings/refuse-problems';
import type { UpdateUser, UserObject } from '#lib/settings/user-contract';

export interface UpdateUserInput {
  domain: AuthorizedDomain;
  userId: string;
  body: UpdateUser;
  version: string;
}

/**
 * Changes a person's roles here, and name and provider number where the caller may manage the account. Without a role the
 * person leaves the organization; the answer is then as it was last. Throws `conflict` for a stale version and for the
 * last administrator, `bad_request` at the field for what the caller may not change.
 */
export async function updateUser(
  context: Context,
  actor: Actor,
  { domain, userId, body, version }: UpdateUserInput,
): Promise<UserObject> {
  return transaction(context.db, async (tx) => {
    const before = await holdUser(tx, domain, userId);
    const shown = presentUser(actor, before);
    requireVersion(version, shown.version);
    const roles = [...new Set(body.roles)].sort();
    const own = { name: body.name, providerNumber: body.providerNumber ?? null };
    const changed = changedFields(
      { name: before.name, providerNumber: before.provider_number, roles: before.roles },
      { ...own, roles },
    );
    refuseProblems(
      changed
        .filter((field) => field !== 'roles' && !shown.mayManage)
        .map((field) => ({
          path: [field],
          problem: 'can be changed by who administers all organizations of this person',
        })),
    );
    if (before.roles.includes('admin') && !roles.includes('admin')) await keepAnAdmin(tx, [domain], userId);
    await tx.update(users).set(own).where(eq(users.id, userId));
    await tx.delete(memberships).where(and(eq(memberships.userId, userId), eq(memberships.organization, domain)));
    if (roles.length > 0)
      await tx.insert(memberships).values(roles.map((role) => ({ userId, organization: domain, role })));
    await recordEvent(context, tx, {
      action: roles.length > 0 ? 'user.update' : 'user.leave',
      principal: actor.principal,
      organization: domain,
      entity: 'user',
      entityId: userId,
      detail: { changed: changed.join(', '), rolesBefore: before.roles.join(', '), rolesAfter: roles.join(', ') },
    });
    const [row] = await findUsers(tx, domain, userId);
    return presentUser(actor, row ?? { ...before, roles: [] });
  });
}
