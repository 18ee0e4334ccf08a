import { sql } from 'drizzle-orm';
import { transaction, type Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { keyedDigest } from '#lib/encryption';
import type { SubjectRefusal } from '#lib/identity/contract';
import { countAttempt } from '#lib/identity/count-attempt';
import { openSession, type SignInOrigin } from '#lib/identity/open-session';
import type { SessionClaims } from '#lib/identity/session-cookie';

/** Sign-ins through the provider in a minute from one client address. */
const ATTEMPTS_PER_ADDRESS = 30;

/** Somebody whom the single sign-on provider has recognised: the claims of a verified ID token. */
export interface Subject {
  issuer: string;
  subject: string;
  email: string | null;
  /** The provider vouches for the address; one that it does not vouch for counts for nothing. */
  emailVerified: boolean;
}

export type SubjectOutcome = { kind: 'signed-in'; claims: SessionClaims } | { kind: 'refused'; why: SubjectRefusal };

interface Known {
  id: string;
  disabled: boolean;
  organization: string | null;
  /** The subject that the user is linked with at this issuer; null before the first sign-in. */
  subject: string | null;
}

/**
 * Signs in an existing user whom the provider has recognised: by issuer and subject; at the first sign-in by the verified
 * e-mail address, which links the two for good. Nobody becomes a user this way. Throws `too_many_requests` beyond 30
 * attempts a minute from the address.
 */
export async function signInSubject(
  context: Context,
  subject: Subject,
  { address, over }: SignInOrigin,
): Promise<SubjectOutcome> {
  await countAttempt(context.db, `sign-in-from:${keyedDigest(`address:${address}`)}`, ATTEMPTS_PER_ADDRESS);
  return transaction(context.db, async (tx) => {
    const user = (await findLinked(tx, subject)) ?? (await findByAddress(tx, subject));
    const why = refusalOf(user, subject);
    if (user === null || why !== null) {
      await recordEvent(context, tx, {
        action: 'session.refuse',
        principal: 'nobody',
        organization: user?.organization ?? null,
        entity: user ? 'user' : 'subject',
        entityId: user?.id ?? keyedDigest(`subject:${subject.issuer} ${subject.subject}`),
        detail: { by: 'provider', why },
      });
      return { kind: 'refused', why: why ?? 'unknown' };
    }
    if (user.subject === null) await link(context, tx, user, subject);
    const { id: userId, organization } = user;
    const sessionId = await openSession(context, tx, { userId, organization, by: 'provider', over });
    return { kind: 'signed-in', claims: { userId, sessionId } };
  });
}

function refusalOf(user: Known | null, { subject, email, emailVerified }: Subject): SubjectRefusal | null {
  if (user === null) return email !== null && emailVerified ? 'unknown' : 'unverified';
  if (user.subject !== null && user.subject !== subject) return 'linked';
  return user.disabled ? 'disabled' : null;
}

const KNOWN = sql`u.id, u.disabled_at is not null as disabled, s.subject,
  (select min(m.organization) from memberships m where m.user_id = u.id
    having count(distinct m.organization) = 1) as organization`;

/** Locked against being disabled until the session is there to be ended. */
async function findLinked(tx: Queryable, { issuer, subject }: Subject): Promise<Known | null> {
  const { rows } = await tx.execute<Known & Record<string, unknown>>(sql`
    select ${KNOWN} from users u join user_subjects s on s.user_id = u.id
    where s.issuer = ${issuer} and s.subject = ${subject} for share of u`);
  return rows[0] ?? null;
}

/** Locks first and reads then, in a statement of its own: of two first sign-ins at once the later one sees the link. */
async function findByAddress(tx: Queryable, { issuer, email, emailVerified }: Subject): Promise<Known | null> {
  if (email === null || !emailVerified) return null;
  const held = await tx.execute<{ id: string }>(
    sql`select id from users where lower(email) = ${email.trim().toLowerCase()} for update`,
  );
  const id = held.rows[0]?.id;
  if (id === undefined) return null;
  const { rows } = await tx.execute<Known & Record<string, unknown>>(sql`
    select ${KNOWN} from users u left join user_subjects s on s.user_id = u.id and s.issuer = ${issuer}
    where u.id = ${id}::uuid`);
  return rows[0] ?? null;
}

async function link(context: Context, tx: Queryable, { id, organization }: Known, subject: Subject): Promise<void> {
  await tx.execute(sql`insert into user_subjects (issuer, subject, user_id)
    values (${subject.issuer}, ${subject.subject}, ${id}::uuid)`);
  await recordEvent(context, tx, {
    action: 'user.link',
    principal: `user:${id}`,
    organization,
    entity: 'user',
    entityId: id,
    detail: { issuer: subject.issuer },
  });
}
