import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { DomainError } from '#lib/errors';
import type { AuthorizedDomain, Role } from '#lib/identity/actor';

/** A member of an organization, as its administrators need it. Instants are as PostgreSQL writes them. */
export interface UserRow {
  id: string;
  email: string;
  name: string;
  provider_number: string | null;
  platform_admin: boolean;
  disabled_at: string | null;
  password_expires_at: string | null;
  created_at: string;
  /** Roles in the organization. */
  roles: Role[];
  /** Every organization the person has a role in. */
  domains: string[];
  session_count: number;
  last_sign_in_at: string | null;
  file_applied_at: string | null;
}

/** The organization's people by name, or the one asked for. */
export async function findUsers(db: Queryable, domain: AuthorizedDomain, userId: string | null = null) {
  const { rows } = await db.execute<UserRow & Record<string, unknown>>(sql`
    select u.id, u.email, u.name, u.provider_number, u.platform_admin, u.disabled_at, u.password_expires_at,
      u.created_at, array_agg(m.role order by m.role) as roles,
      array(select distinct e.organization from memberships e where e.user_id = u.id) as domains,
      (select count(*)::int from sessions s where s.user_id = u.id and s.ended_at is null and s.expires_at > now()
        and s.last_active_at + make_interval(mins => s.idle_limit_minutes) > now()) as session_count,
      (select max(s.created_at) from sessions s where s.user_id = u.id) as last_sign_in_at,
      (select a.applied_at from applied_settings a where a.kind = 'user' and a.key = lower(u.email)) as file_applied_at
    from memberships m join users u on u.id = m.user_id
    where m.organization = ${domain} and (${userId}::uuid is null or u.id = ${userId}::uuid)
    group by u.id order by lower(u.name), u.id`);
  return rows;
}

/**
 * A member, held together with every organization it belongs to for the change that follows: two administrators who
 * dismiss each other take turns. Throws `not_found`.
 */
export async function holdUser(tx: Queryable, domain: AuthorizedDomain, userId: string): Promise<UserRow> {
  await tx.execute(sql`select 1 from organizations where name = ${domain} or name in
    (select organization from memberships where user_id = ${userId}::uuid) order by name for no key update`);
  await tx.execute(sql`select 1 from users where id = ${userId}::uuid for update`);
  const [row] = await findUsers(tx, domain, userId);
  if (!row) throw new DomainError('not_found', 'There is no such person in this organization.');
  return row;
}
