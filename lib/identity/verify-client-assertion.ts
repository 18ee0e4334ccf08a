import { sql } from 'drizzle-orm';
import {
  createLocalJWKSet,
  decodeJwt,
  errors,
  jwtVerify,
  type JSONWebKeySet,
  type JWTPayload,
  type JWTVerifyOptions,
  type JWTVerifyResult,
} from 'jose';
import type { Queryable } from '#db/client';
import { oauthError } from '#lib/identity/client-credentials';

/** Seconds a clock may be off. */
const CLOCK_TOLERANCE = 60;
/** Seconds ahead that an assertion may expire at most (contract §1). */
const LONGEST_LIFE = 300;
/** How long a used `jti` is kept: far longer than its assertion is accepted, should the database's clock ever jump. */
const KEPT = sql`interval '1 hour'`;

/**
 * Verifies a client assertion (RFC 7523 §3): RS256 or ES384 by a key registered for its client, iss = sub = client id,
 * aud = one of our token URLs, exp at most 5 minutes ahead by the database's clock, `jti` never used before. Returns the
 * client id; throws `invalid_client` for anything else. A `jku` or `jwk` in the header is never looked at.
 */
export async function verifyClientAssertion(db: Queryable, assertion: string, audiences: string[]): Promise<string> {
  const clientId = claimedClient(assertion);
  const { rows } = await db.execute<{ jwks: JSONWebKeySet | null; now: number }>(
    sql`select jwks, extract(epoch from now())::float8 as now from clients
      where client_id = ${clientId} and revoked_at is null`,
  );
  const { jwks: keys = null, now = 0 } = rows[0] ?? {};
  if (!keys || keys.keys.length === 0) throw refused('unknown client, or no key is registered for it');
  const { payload } = await verify(assertion, keys, {
    algorithms: ['RS256', 'ES384'],
    issuer: clientId,
    subject: clientId,
    audience: audiences,
    clockTolerance: CLOCK_TOLERANCE,
    currentDate: new Date(now * 1000),
    requiredClaims: ['exp', 'jti'],
  }).catch(() => {
    throw refused('signature or claims are not valid');
  });
  if ((payload.exp ?? 0) > now + LONGEST_LIFE) throw refused('exp is more than 5 minutes ahead');
  await useOnce(db, clientId, payload.jti);
  return clientId;
}

/** By the key that the header's kid names; where that leaves several, while one replaces another, by any of them. */
async function verify(assertion: string, keys: JSONWebKeySet, options: JWTVerifyOptions): Promise<JWTVerifyResult> {
  try {
    return await jwtVerify(assertion, createLocalJWKSet(keys), options);
  } catch (error) {
    if (!(error instanceof errors.JWKSMultipleMatchingKeys)) throw error;
    for await (const key of error) {
      const verified = await jwtVerify(assertion, key, options).catch((wrong: unknown) => {
        if (!(wrong instanceof errors.JWSSignatureVerificationFailed)) throw wrong;
      });
      if (verified) return verified;
    }
    throw error;
  }
}

function claimedClient(assertion: string): string {
  const issuer = claimsOf(assertion).iss;
  if (typeof issuer !== 'string' || issuer.includes('\0')) throw refused('iss must be the client id');
  return issuer;
}

function claimsOf(assertion: string): JWTPayload {
  try {
    return decodeJwt(assertion);
  } catch {
    throw refused('it is not a JWT');
  }
}

async function useOnce(db: Queryable, clientId: string, jti: unknown): Promise<void> {
  if (typeof jti !== 'string' || !/^[^\0]{1,256}$/s.test(jti)) throw refused('jti must have 1 to 256 characters');
  const { rowCount } = await db.execute(
    sql`insert into used_assertions (client_id, jti, expires_at) values (${clientId}, ${jti}, now() + ${KEPT})
      on conflict do nothing`,
  );
  if (rowCount === 0) throw refused('jti was used before');
}

const refused = (why: string) => oauthError('invalid_client', `The client assertion was refused: ${why}.`);
