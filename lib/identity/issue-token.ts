import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { clientCredentials, oauthError } from '#lib/identity/client-credentials';
import type { TokenAnswer, TokenRequest } from '#lib/identity/contract';
import { countAttempt } from '#lib/identity/count-attempt';
import { verifyClientAssertion } from '#lib/identity/verify-client-assertion';
import { verifySecret } from '#lib/identity/verify-secret';
import { newSecret, sha256 } from '#lib/ids';

const LIFETIME_SECONDS = 3600;
/** Token requests one client id may make in a minute, right or wrong: guessing stays hopeless, retries stay possible. */
const ATTEMPTS_PER_MINUTE = 60;

/**
 * The client credentials grant (RFC 6749 §4.4, RFC 7523). The token is 256 random bits of which only a hash is kept; what
 * it allows is looked up at each use, so revoking takes effect at once. Throws RFC 6749 §5.2 errors, `too_many_requests`.
 */
export async function issueToken(
  context: Context,
  request: TokenRequest,
  authorization: string | null,
  tokenUrls: string[],
): Promise<TokenAnswer> {
  if (request.grant_type !== 'client_credentials') {
    throw oauthError('unsupported_grant_type', 'grant_type must be client_credentials.');
  }
  const credentials = clientCredentials(request, authorization);
  let clientId: string;
  if (credentials.kind === 'assertion') {
    clientId = await verifyClientAssertion(context.db, credentials.assertion, tokenUrls);
    if (request.client_id !== undefined && request.client_id !== clientId) {
      throw oauthError('invalid_client', 'client_id is not the client of the assertion.');
    }
  } else {
    clientId = credentials.clientId;
    await countAttempt(context.db, `token:${sha256(clientId).toString('base64url')}`, ATTEMPTS_PER_MINUTE);
    if (!(await knowsSecret(context.db, clientId, credentials.clientSecret))) {
      throw oauthError('invalid_client', 'Unknown client, or the secret is wrong.');
    }
  }
  return storeToken(context, clientId, request.scope);
}

/** Tries each live secret; a client that does not exist costs one derivation all the same. */
async function knowsSecret(db: Queryable, clientId: string, secret: string): Promise<boolean> {
  const { rows } = await db.execute<{ hash: string }>(
    sql`select s.secret_hash as hash from client_secrets s join clients c using (client_id)
      where client_id = ${clientId} and c.revoked_at is null and (s.expires_at is null or s.expires_at > now())
      order by s.created_at desc limit 4`,
  );
  for (const { hash } of rows) if (await verifySecret(secret, hash)) return true;
  return rows.length === 0 && (await verifySecret(secret, null));
}

async function storeToken(context: Context, clientId: string, wanted: string | undefined): Promise<TokenAnswer> {
  const token = newSecret('rdo_');
  const scopes = wanted === undefined ? null : [...new Set(wanted.split(' ').filter(Boolean))];
  const { rows } = await context.db.execute<{ scopes: string[]; organization: string }>(
    sql`insert into access_tokens (token_hash, client_id, scopes, domains, expires_at)
      select ${sha256(token)}, client_id, coalesce(${sql.param(scopes)}::text[], scopes), domains,
        now() + make_interval(secs => ${LIFETIME_SECONDS})
      from clients where client_id = ${clientId} and revoked_at is null
        and (${sql.param(scopes)}::text[] is null or ${sql.param(scopes)}::text[] <@ scopes)
      returning scopes, (select organization from clients c where c.client_id = access_tokens.client_id) as organization`,
  );
  const [stored] = rows;
  if (!stored) throw oauthError('invalid_scope', 'The client does not hold every scope that was asked for.');
  await recordEvent(context, context.db, {
    action: 'token.issue',
    principal: `client:${clientId}`,
    organization: stored.organization,
    entity: 'client',
    entityId: clientId,
  });
  return { access_token: token, token_type: 'Bearer', expires_in: LIFETIME_SECONDS, scope: stored.scopes.join(' ') };
}
