import { DomainError } from '#lib/errors';
import type { Exchange } from '#lib/http/exchange';
import type { Credentials } from '#lib/identity/resolve-actor';
import { readSessionCookie } from '#lib/identity/session-cookie';

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);
/** Names the user whose page calls (docs/decisions/whose-page-it-is.md). */
const USER_HEADER = 'readout-user';

/**
 * What a request presents: the bearer token if there is an Authorization header (it wins over a cookie), else the
 * portal's session. Null when neither is usable. A cookie request that changes anything (other methods always, a GET when
 * `getChanges`) must come from our own pages, a GET may also come from the address bar: otherwise `forbidden`. The user
 * whom a cookie request names, as every change must, has to be the session's: otherwise `unauthenticated`.
 */
export async function readCredentials(
  { request, url }: Exchange,
  secret: string,
  getChanges: boolean,
): Promise<Credentials | null> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const token = BEARER.exec(authorization)?.[1];
    return token ? { kind: 'bearer', token } : null;
  }
  const claims = await readSessionCookie(request.headers, secret);
  if (claims === null) return null;
  const safe = SAFE_METHODS.has(request.method);
  if ((!safe || getChanges) && !isSameOrigin(request, url) && !(safe && isTyped(request))) {
    throw new DomainError('forbidden', 'This change did not come from a page of this portal, so it was refused.');
  }
  const named = request.headers.get(USER_HEADER);
  if (named !== claims.userId && !(safe && named === null)) {
    throw new DomainError(
      'unauthenticated',
      'This browser’s session is not that of the user whose page asks (Readout-User). Nothing was read or changed: sign in again, then repeat it.',
    );
  }
  return { kind: 'session', ...claims };
}

function isSameOrigin(request: Request, url: URL): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  // Browsers tell a GET's origin by its Referer only, and on plain http nothing else.
  const origin = request.headers.get('origin') ?? request.headers.get('referer');
  if (origin === null || !URL.canParse(origin)) return false;
  // Behind a TLS-ending proxy only the host is comparable.
  return new URL(origin).host === (request.headers.get('host') ?? url.host);
}

/** A typed address or a bookmark: no other site had a hand in it. */
const isTyped = (request: Request): boolean => request.headers.get('sec-fetch-site') === 'none';
