import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { endReplacedSession } from '#lib/identity/end-replaced-session';
import type { SessionClaims } from '#lib/identity/session-cookie';
import { newUuid } from '#lib/ids';

/** Limits for a user who belongs to no organization: the settings' own defaults. */
const DEFAULT_IDLE_MINUTES = 30;
const DEFAULT_SESSION_HOURS = 12;

/** Where a sign-in comes from. */
export interface SignInOrigin {
  /** Of the client; only its digest is kept, for a minute. */
  address: string;
  /** The session whose cookie the browser has until now, whoever's and whether it is over or not; null without one. */
  over: SessionClaims | null;
}

interface Opened {
  userId: string;
  /** The user's only organization, for the audit; null when there are several or none. */
  organization: string | null;
  /** What the user was recognised by. */
  by: 'password' | 'provider';
  /** As SignInOrigin has it. */
  over: SessionClaims | null;
}

/**
 * Opens a session of a user whom the caller has recognised and holds a lock on, and answers its id. It ends after the
 * shortest idle limit and session length among the user's organizations. The one that it replaces ends.
 */
export async function openSession(
  context: Context,
  tx: Queryable,
  { userId, organization, by, over }: Opened,
): Promise<string> {
  const sessionId = newUuid();
  await tx.execute(sql`
    insert into sessions (id, user_id, opened_by, idle_limit_minutes, expires_at)
    select ${sessionId}::uuid, u.id, ${by}, coalesce(min(o.idle_lock_minutes), ${DEFAULT_IDLE_MINUTES}::int),
      now() + make_interval(hours => coalesce(min(o.session_hours), ${DEFAULT_SESSION_HOURS}::int))
    from users u left join organizations o on u.platform_admin
      or exists (select 1 from memberships m where m.user_id = u.id and m.organization = o.name)
    where u.id = ${userId}::uuid group by u.id`);
  await recordEvent(context, tx, {
    action: 'session.start',
    principal: `user:${userId}`,
    organization,
    entity: 'session',
    entityId: sessionId,
    ...(by === 'provider' && { detail: { by } }),
  });
  if (over) await endReplacedSession(context, tx, over, userId);
  return sessionId;
}
