import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { DomainError } from '#lib/errors';
import type { UserActor } from '#lib/identity/actor';
import { countAttempt } from '#lib/identity/count-attempt';
import { verifySecret } from '#lib/identity/verify-secret';

/** As many as sign-in allows for one account. */
const ATTEMPTS_PER_MINUTE = 10;

/**
 * Answers the stored hash that a person's current password fulfils, for a change that depends on it. Throws `bad_request`
 * at `/currentPassword` for a wrong one, `too_many_requests` beyond ten attempts a minute.
 */
export async function checkOwnPassword(db: Queryable, actor: UserActor, password: string): Promise<string> {
  await countAttempt(db, `password:${actor.userId}`, ATTEMPTS_PER_MINUTE);
  const { rows } = await db.execute<{ hash: string | null }>(
    sql`select password_hash as hash from users where id = ${actor.userId}::uuid`,
  );
  const hash = rows[0]?.hash ?? null;
  if ((await verifySecret(password, hash)) && hash !== null) return hash;
  throw wrongPassword();
}

export const wrongPassword = (detail = 'is not your password'): DomainError =>
  new DomainError('bad_request', `The current password ${detail}.`, {
    errors: [{ pointer: '/currentPassword', detail }],
  });
