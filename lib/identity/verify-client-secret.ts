import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { keyedDigest } from '#lib/encryption';
import { oauthError } from '#lib/identity/client-credentials';
import { checkAttempts, countAttempt } from '#lib/identity/count-attempt';
import { verifySecret } from '#lib/identity/verify-secret';

/** Secrets of a client that count, the newest: two are valid while one is being rotated out. */
const LIVE_SECRETS = 2;
/** Wrong secrets in a minute for one client from one address. Failures only: nobody can lock a partner out. */
const FAILURES_PER_MINUTE = 10;

export interface PresentedSecret {
  clientId: string;
  clientSecret: string;
  /** Where the request came from; only its digest is kept, for a minute. */
  address: string;
}

/**
 * Checks a client's secret and answers the hash that it fulfils. Throws `invalid_client` alike for a wrong secret, an
 * unknown client and a revoked one, after the same number of derivations, so that the time taken tells neither which
 * clients exist nor which have two secrets; `too_many_requests` after ten failures in a minute from this address.
 */
export async function verifyClientSecret(db: Queryable, presented: PresentedSecret): Promise<string> {
  const { clientId, clientSecret, address } = presented;
  const failures = `token-failures:${keyedDigest(JSON.stringify([clientId, address]))}`;
  await checkAttempts(db, failures, FAILURES_PER_MINUTE);
  const hashes = await readHashes(db, clientId);
  for (let at = 0; at < LIVE_SECRETS; at += 1) {
    const hash = hashes[at];
    if ((await verifySecret(clientSecret, hash ?? null)) && hash !== undefined) return hash;
  }
  await countAttempt(db, failures, FAILURES_PER_MINUTE);
  throw oauthError('invalid_client', 'Unknown client, or the secret is wrong.');
}

async function readHashes(db: Queryable, clientId: string): Promise<string[]> {
  const { rows } = await db.execute<{ hash: string }>(
    sql`select s.secret_hash as hash from client_secrets s join clients c using (client_id)
      where client_id = ${clientId} and c.revoked_at is null and (s.expires_at is null or s.expires_at > now())
      order by s.created_at desc, s.id desc limit ${LIVE_SECRETS}`,
  );
  return rows.map(({ hash }) => hash);
}
