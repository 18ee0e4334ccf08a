import { sql } from 'drizzle-orm';
import { transaction, type Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { keyedDigest } from '#lib/encryption';
import { clientCredentials, oauthError } from '#lib/identity/client-credentials';
import type { TokenAnswer, TokenRequest } from '#lib/identity/contract';
import { countAttempt } from '#lib/identity/count-attempt';
import { verifyClientAssertion } from '#lib/identity/verify-client-assertion';
import { verifyClientSecret } from '#lib/identity/verify-client-secret';
import { newSecret, sha256 } from '#lib/ids';

const LIFETIME_SECONDS = 3600;
/** Requests in a minute from one address, right or wrong: each may cost two derivations, whatever client it names. */
const REQUESTS_PER_ADDRESS = 60;

/** What a token request says beside its form. */
export interface TokenCall {
  authorization: string | null;
  /** Where it came from; only its digest is kept, for a minute. */
  address: string;
  /** Our own token URLs: what a client assertion must be meant for. */
  tokenUrls: string[];
}

/** A client that has proved who it is, and the hash of the secret it did so with; null for an assertion. */
interface ProvenClient {
  clientId: string;
  secretHash: string | null;
}

/**
 * The client credentials grant (RFC 6749 §4.4, RFC 7523). The token is 256 random bits of which only a hash is kept; what
 * it allows is looked up at each use, so revoking takes effect at once. Throws RFC 6749 §5.2 errors, and
 * `too_many_requests` beyond 60 requests a minute from the address.
 */
export async function issueToken(context: Context, request: TokenRequest, call: TokenCall): Promise<TokenAnswer> {
  if (request.grant_type !== 'client_credentials') {
    throw oauthError('unsupported_grant_type', 'grant_type must be client_credentials.');
  }
  const client = await authenticate(context.db, request, call);
  return transaction(context.db, async (tx) => {
    if (client.secretHash !== null) await holdSecret(tx, client.clientId, client.secretHash);
    return storeToken(tx, context, client.clientId, request.scope);
  });
}

async function authenticate(db: Queryable, request: TokenRequest, call: TokenCall): Promise<ProvenClient> {
  const credentials = clientCredentials(request, call.authorization);
  await countAttempt(db, `token-from:${keyedDigest(`address:${call.address}`)}`, REQUESTS_PER_ADDRESS);
  if (credentials.kind === 'secret') {
    const secretHash = await verifyClientSecret(db, { ...credentials, address: call.address });
    return { clientId: credentials.clientId, secretHash };
  }
  const clientId = await verifyClientAssertion(db, credentials.assertion, call.tokenUrls);
  if (request.client_id !== undefined && request.client_id !== clientId) {
    throw oauthError('invalid_client', 'client_id is not the client of the assertion.');
  }
  return { clientId, secretHash: null };
}

/** Whoever replaces the secret waits until the token is there to be deleted; one replaced meanwhile gets none. */
async function holdSecret(tx: Queryable, clientId: string, secretHash: string): Promise<void> {
  const { rowCount } = await tx.execute(
    sql`select 1 from client_secrets where client_id = ${clientId} and secret_hash = ${secretHash} for share`,
  );
  if (rowCount === 0) throw oauthError('invalid_client', 'Unknown client, or the secret is wrong.');
}

async function storeToken(
  tx: Queryable,
  context: Context,
  clientId: string,
  wanted: string | undefined,
): Promise<TokenAnswer> {
  const token = newSecret('rdo_');
  const scopes = wanted === undefined ? null : [...new Set(wanted.split(' ').filter(Boolean))];
  const { rows } = await tx.execute<{ scopes: string[]; organization: string }>(
    sql`insert into access_tokens (token_hash, client_id, scopes, domains, expires_at)
      select ${sha256(token)}, client_id, coalesce(${sql.param(scopes)}::text[], scopes), domains,
        now() + make_interval(secs => ${LIFETIME_SECONDS})
      from clients where client_id = ${clientId} and revoked_at is null
        and (${sql.param(scopes)}::text[] is null or ${sql.param(scopes)}::text[] <@ scopes)
      returning scopes, (select organization from clients c where c.client_id = access_tokens.client_id) as organization`,
  );
  const [stored] = rows;
  if (!stored) throw oauthError('invalid_scope', 'The client does not hold every scope that was asked for.');
  await recordEvent(context, tx, {
    action: 'token.issue',
    principal: `client:${clientId}`,
    organization: stored.organization,
    entity: 'client',
    entityId: clientId,
  });
  return { access_token: token, token_type: 'Bearer', expires_in: LIFETIME_SECONDS, scope: stored.scopes.join(' ') };
}
