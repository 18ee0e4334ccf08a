import { DomainError } from '#lib/errors';
import type { TokenRequest } from '#lib/identity/contract';

/** How a client authenticates at the token endpoint. */
export type ClientCredentials =
  | { kind: 'secret'; clientId: string; clientSecret: string }
  | { kind: 'assertion'; assertion: string };

const ASSERTION_TYPE = 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer';

/** An RFC 6749 §5.2 error with its code. */
export function oauthError(code: string, detail: string): DomainError {
  const status = code === 'invalid_client' ? 'unauthenticated' : 'bad_request';
  return new DomainError(status, detail, { extensions: { error: code } });
}

/**
 * Exactly one way of authenticating: HTTP Basic, `client_id` and `client_secret` in the body, or a client assertion
 * (RFC 6749 §2.3: a client must not use more than one). Throws `invalid_request` or `invalid_client`.
 */
export function clientCredentials(request: TokenRequest, authorization: string | null): ClientCredentials {
  const ways: ClientCredentials[] = [];
  if (authorization !== null) ways.push(basicCredentials(authorization));
  if (request.client_secret !== undefined) {
    if (!request.client_id) throw oauthError('invalid_request', 'client_id is missing.');
    ways.push({ kind: 'secret', clientId: request.client_id, clientSecret: request.client_secret });
  }
  if (request.client_assertion !== undefined || request.client_assertion_type !== undefined) {
    if (request.client_assertion_type !== ASSERTION_TYPE || !request.client_assertion) {
      throw oauthError('invalid_request', `client_assertion_type must be ${ASSERTION_TYPE}, with a client_assertion.`);
    }
    ways.push({ kind: 'assertion', assertion: request.client_assertion });
  }
  const [way, another] = ways;
  if (!way) throw oauthError('invalid_client', 'The client did not authenticate.');
  if (another) throw oauthError('invalid_request', 'The client authenticated in more than one way.');
  return way;
}

/** RFC 6749 §2.3.1: both parts are form-encoded inside the Basic credentials. */
function basicCredentials(authorization: string): ClientCredentials {
  const encoded = /^Basic +([A-Za-z0-9+/]+=*) *$/i.exec(authorization)?.[1];
  const pair = encoded === undefined ? [] : Buffer.from(encoded, 'base64').toString('utf8').split(/:(.*)/s, 2);
  const [clientId, clientSecret] = pair.map(formDecode);
  if (!clientId || clientSecret === undefined || clientSecret === null) {
    throw oauthError('invalid_client', 'The Authorization header is not valid HTTP Basic.');
  }
  return { kind: 'secret', clientId, clientSecret };
}

/** Null for what is not form-encoded, or holds U+0000, which no identifier can have. */
function formDecode(text: string): string | null {
  try {
    const decoded = decodeURIComponent(text.replaceAll('+', ' '));
    return decoded.includes('\0') ? null : decoded;
  } catch {
    return null;
  }
}
