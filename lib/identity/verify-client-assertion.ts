import { sql } from 'drizzle-orm';
import { createLocalJWKSet, decodeJwt, jwtVerify, type JSONWebKeySet, type JWTPayload } from 'jose';
import type { Queryable } from '#db/client';
import { oauthError } from '#lib/identity/client-credentials';

/** Seconds a clock may be off, and how far ahead an assertion may expire (contract §1). */
const CLOCK_TOLERANCE = 60;
const LONGEST_LIFE = 300;

/**
 * Verifies a client assertion (RFC 7523 §3): RS256 or ES384 by a key registered for its client, iss = sub = client id,
 * aud = one of our token URLs, exp at most 5 minutes ahead, `jti` never used before. Returns the client id; throws
 * `invalid_client` for anything else. A `jku` or `jwk` in the header is never looked at.
 */
export async function verifyClientAssertion(db: Queryable, assertion: string, audiences: string[]): Promise<string> {
  const clientId = claimedClient(assertion);
  const { rows } = await db.execute<{ jwks: JSONWebKeySet | null }>(
    sql`select jwks from clients where client_id = ${clientId} and revoked_at is null`,
  );
  const keys = rows[0]?.jwks;
  if (!keys || keys.keys.length === 0) throw refused('unknown client, or no key is registered for it');
  const { payload } = await jwtVerify(assertion, createLocalJWKSet(keys), {
    algorithms: ['RS256', 'ES384'],
    issuer: clientId,
    subject: clientId,
    audience: audiences,
    clockTolerance: CLOCK_TOLERANCE,
    requiredClaims: ['exp', 'jti'],
  }).catch(() => {
    throw refused('signature or claims are not valid');
  });
  await useOnce(db, clientId, payload);
  return clientId;
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

async function useOnce(db: Queryable, clientId: string, { exp = 0, jti = '' }: JWTPayload): Promise<void> {
  if (exp > Date.now() / 1000 + LONGEST_LIFE + CLOCK_TOLERANCE) throw refused('exp is more than 5 minutes ahead');
  if (typeof jti !== 'string' || !/^[^\0]{1,256}$/s.test(jti)) throw refused('jti must have 1 to 256 characters');
  const { rowCount } = await db.execute(
    sql`insert into used_assertions (client_id, jti, expires_at)
      values (${clientId}, ${jti}, to_timestamp(${exp + CLOCK_TOLERANCE})) on conflict do nothing`,
  );
  if (rowCount === 0) throw refused('jti was used before');
}

const refused = (why: string) => oauthError('invalid_client', `The client assertion was refused: ${why}.`);
