import { sql } from 'drizzle-orm';
import { type Queryable, transaction } from '#db/client';
import { memberships } from '#db/tables/identities';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { hashSecret } from '#lib/identity/hash-secret';
import { newTemporaryPassword, TEMPORARY_DAYS } from '#lib/identity/temporary-password';
import { newUuid } from '#lib/ids';
import { findUsers } from '#lib/settings/find-users';
import { presentUser } from '#lib/settings/present-user';
import { refuseProblems } from '#lib/settings/refuse-problems';
import type { CreateUser, UserWithPassword } from '#lib/settings/user-contract';

/**
 * Adds a person with roles. A new account gets a temporary password, which is told once and kept as a hash; one that
 * exists is only given the roles. Throws `bad_request` at `/email` for somebody who is a member already.
 */
export async function createUser(
  context: Context,
  actor: Actor,
  domain: AuthorizedDomain,
  body: CreateUser,
): Promise<UserWithPassword> {
  const password = newTemporaryPassword();
  const passwordHash = await hashSecret(password);
  return transaction(context.db, async (tx) => {
    await tx.execute(sql`select 1 from organizations where name = ${domain} for no key update`);
    const { userId, isNew } = await findOrInsert(tx, body, passwordHash);
    if (!isNew) await refuseMember(tx, domain, userId);
    const roles = [...new Set(body.roles)];
    await tx.insert(memberships).values(roles.map((role) => ({ userId, organization: domain, role })));
    await recordEvent(context, tx, {
      action: isNew ? 'user.create' : 'user.join',
      principal: actor.principal,
      organization: domain,
      entity: 'user',
      entityId: userId,
      detail: { roles: roles.join(', ') },
    });
    const [row] = await findUsers(tx, domain, userId);
    if (!row) throw new DomainError('not_found', 'The person vanished meanwhile.');
    return { user: presentUser(actor, row), temporaryPassword: isNew ? password : null };
  });
}

async function findOrInsert(tx: Queryable, { email, name, providerNumber }: CreateUser, passwordHash: string) {
  const id = newUuid();
  const { rowCount } = await tx.execute(sql`
    insert into users (id, email, name, provider_number, password_hash, password_expires_at)
    values (${id}::uuid, ${email}, ${name}, ${providerNumber ?? null}, ${passwordHash},
      now() + make_interval(days => ${TEMPORARY_DAYS}))
    on conflict (lower(email)) do nothing`);
  if (rowCount === 1) return { userId: id, isNew: true };
  const { rows } = await tx.execute<{ id: string }>(
    sql`select id from users where lower(email) = lower(${email}) for no key update`,
  );
  if (!rows[0]) throw new DomainError('busy', 'The account is being changed; try again.');
  return { userId: rows[0].id, isNew: false };
}

async function refuseMember(tx: Queryable, domain: AuthorizedDomain, userId: string): Promise<void> {
  const isMember = (await findUsers(tx, domain, userId)).length > 0;
  refuseProblems(
    isMember ? [{ path: ['email'], problem: 'is the address of somebody who is in this organization already' }] : [],
  );
}
