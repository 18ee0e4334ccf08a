import { sql } from 'drizzle-orm';
import { transaction, type Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { keyedDigest } from '#lib/encryption';
import { countAttempt } from '#lib/identity/count-attempt';
import { openSession, type SignInOrigin } from '#lib/identity/open-session';
import type { SessionClaims } from '#lib/identity/session-cookie';
import { verifySecret } from '#lib/identity/verify-secret';

/** Attempts in a minute, right or wrong: for one e-mail address, and from one client address. */
const ATTEMPTS_PER_EMAIL = 10;
const ATTEMPTS_PER_ADDRESS = 30;

export interface SignInAttempt extends SignInOrigin {
  email: string;
  password: string;
}

interface Candidate {
  id: string;
  hash: string | null;
  organization: string | null;
}

/**
 * Signs a person in to the portal: a session that ends after the shortest idle limit and session length among the user's
 * organizations. null for an unknown user, a disabled one, one without a password, and a wrong password: all cost one
 * derivation and look alike. Throws `too_many_requests` beyond 10 attempts a minute for the e-mail or 30 from the address.
 */
export async function signIn(context: Context, attempt: SignInAttempt): Promise<SessionClaims | null> {
  const email = attempt.email.trim().toLowerCase();
  const digest = keyedDigest(`email:${email}`);
  await countAttempt(context.db, `sign-in-from:${keyedDigest(`address:${attempt.address}`)}`, ATTEMPTS_PER_ADDRESS);
  await countAttempt(context.db, `sign-in:${digest}`, ATTEMPTS_PER_EMAIL);
  const candidate = await findCandidate(context.db, email);
  const known = await verifySecret(attempt.password, candidate?.hash ?? null);
  const sessionId =
    candidate?.hash && known ? await startSession(context, candidate, candidate.hash, attempt.over) : null;
  if (candidate && sessionId) return { userId: candidate.id, sessionId };
  await recordEvent(context, context.db, {
    action: 'session.refuse',
    principal: 'nobody',
    organization: candidate?.organization ?? null,
    ...(candidate ? { entity: 'user', entityId: candidate.id } : { entity: 'email', entityId: digest }),
  });
  return null;
}

/** The user of an e-mail address; the hash of a disabled one, and of a temporary password past its time, is withheld. The organization is told when it is the only one. */
async function findCandidate(db: Queryable, email: string): Promise<Candidate | null> {
  const { rows } = await db.execute<Candidate & Record<string, unknown>>(sql`
    select u.id, case when u.disabled_at is null and (u.password_expires_at is null or u.password_expires_at > now())
        then u.password_hash end as hash,
      (select min(m.organization) from memberships m where m.user_id = u.id
        having count(distinct m.organization) = 1) as organization
    from users u where lower(u.email) = ${email}`);
  return rows[0] ?? null;
}

/** null when the user was disabled, or got another password, while this one was checked. */
async function startSession(
  context: Context,
  { id, organization }: Candidate,
  hash: string,
  over: SessionClaims | null,
): Promise<string | null> {
  return transaction(context.db, async (tx) => {
    // Whoever replaces the password waits until the session is there to be ended.
    const held = await tx.execute(sql`select 1 from users
      where id = ${id}::uuid and password_hash = ${hash} and disabled_at is null for share`);
    return held.rowCount === 0 ? null : openSession(context, tx, { userId: id, organization, by: 'password', over });
  });
}
