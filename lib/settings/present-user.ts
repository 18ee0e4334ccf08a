import type { Actor } from '#lib/identity/actor';
import type { UserRow } from '#lib/settings/find-users';
import { versionOf } from '#lib/settings/object-version';
import { presentInstant } from '#lib/settings/present-instant';
import { mayManageUser } from '#lib/settings/rules';
import type { UserObject } from '#lib/settings/user-contract';

/** Row → wire. */
export function presentUser(actor: Actor, row: UserRow): UserObject {
  const { name, roles, provider_number: providerNumber } = row;
  return {
    userId: row.id,
    email: row.email,
    name,
    providerNumber,
    roles,
    isSelf: actor.kind === 'user' && actor.userId === row.id,
    mayManage: mayManageUser(actor, { domains: row.domains, platformAdmin: row.platform_admin }),
    disabledAt: presentInstant(row.disabled_at),
    temporaryPasswordUntil: presentInstant(row.password_expires_at),
    sessionCount: row.session_count,
    lastSignInAt: presentInstant(row.last_sign_in_at),
    createdAt: presentInstant(row.created_at),
    file: row.file_applied_at === null ? null : { appliedAt: presentInstant(row.file_applied_at) },
    version: versionOf([row.email, name, providerNumber, roles]),
  };
}
