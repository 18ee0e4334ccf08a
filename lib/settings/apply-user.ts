import { and, eq, isNull, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { memberships, sessions, users } from '#db/tables/identities';
import { newUuid } from '#lib/ids';
import type { Applied } from '#lib/settings/apply-organization';
import type { User } from '#lib/settings/contract';

/**
 * Creates or updates a person, found by e-mail address in either case. A new password ends the person's sessions; null
 * leaves it alone. In each organization that `roles` names, the roles become those given; memberships elsewhere, the rank
 * of platform administrator and a disabled account stay.
 */
export async function applyUser(tx: Queryable, user: User, passwordHash: string | null): Promise<Applied> {
  const { '*': platformRole, ...roles } = user.roles;
  const row = {
    name: user.name,
    providerNumber: user.providerNumber ?? null,
    ...(passwordHash === null ? {} : { passwordHash, passwordExpiresAt: null }),
    ...(platformRole === undefined ? {} : { platformAdmin: true }),
  };
  const [known] = await tx
    .select({ id: users.id })
    .from(users)
    .where(sql`lower(${users.email}) = lower(${user.email})`)
    .for('update');
  const id = known?.id ?? newUuid();
  if (known) await tx.update(users).set(row).where(eq(users.id, id));
  else await tx.insert(users).values({ id, email: user.email, ...row });
  if (passwordHash !== null) await endSessions(tx, id);
  for (const [organization, given] of Object.entries(roles)) {
    await setRoles(tx, id, organization, [given].flat());
  }
  return known === undefined ? 'created' : 'updated';
}

async function endSessions(tx: Queryable, userId: string): Promise<void> {
  await tx
    .update(sessions)
    .set({ endedAt: sql`now()` })
    .where(and(eq(sessions.userId, userId), isNull(sessions.endedAt)));
}

async function setRoles(
  tx: Queryable,
  userId: string,
  organization: string,
  roles: ('clinician' | 'admin')[],
): Promise<void> {
  await tx.delete(memberships).where(and(eq(memberships.userId, userId), eq(memberships.organization, organization)));
  await tx.insert(memberships).values([...new Set(roles)].map((role) => ({ userId, organization, role })));
}
