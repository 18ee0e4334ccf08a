import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { UserActor } from '#lib/identity/actor';
import { listOrganizations } from '#lib/identity/list-organizations';
import type { Profile } from '#lib/identity/profile-contract';

interface ProfileRow {
  name: string;
  email: string;
  provider_number: string | null;
  has_password: boolean;
  password_expires_at: string | null;
  must_change_password: boolean;
  sessions: { id: string; created_at: string; last_active_at: string; expires_at: string }[];
}

/** The person signed in, with the sessions that have not ended; `on` reads inside the transaction that changed something. */
export async function getProfile(context: Context, actor: UserActor, on: Queryable = context.db): Promise<Profile> {
  const { rows } = await on.execute<ProfileRow & Record<string, unknown>>(sql`
    select u.name, u.email, u.provider_number, u.password_hash is not null as has_password, u.password_expires_at,
      u.password_expires_at is not null and exists (select from sessions o
        where o.id = ${actor.sessionId}::uuid and o.opened_by = 'password') as must_change_password,
      (select coalesce(json_agg(l), '[]') from (
        select s.id, s.created_at, s.last_active_at, s.expires_at from sessions s
        where s.user_id = u.id and s.ended_at is null and s.expires_at > now()
          and s.last_active_at + make_interval(mins => s.idle_limit_minutes) > now()
        order by s.created_at desc, s.id) l) as sessions
    from users u where u.id = ${actor.userId}::uuid`);
  const [row] = rows;
  if (!row) throw new DomainError('unauthenticated', 'The account is gone.');
  const utc = (stored: string) => new Date(stored).toISOString();
  return {
    userId: actor.userId,
    name: row.name,
    email: row.email,
    providerNumber: row.provider_number,
    organizations: await listOrganizations(context, actor),
    hasPassword: row.has_password,
    temporaryPasswordUntil: row.password_expires_at === null ? null : utc(row.password_expires_at),
    mustChangePassword: row.must_change_password,
    sessions: row.sessions.map((session) => ({
      sessionId: session.id,
      isCurrent: session.id === actor.sessionId,
      createdAt: utc(session.created_at),
      lastActiveAt: utc(session.last_active_at),
      expiresAt: utc(session.expires_at),
    })),
  };
}
