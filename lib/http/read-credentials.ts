import { DomainError } from '#lib/errors';
import type { Credentials } from '#lib/identity/resolve-actor';
import { readSessionCookie } from '#lib/identity/session-cookie';

const BEARER = /^Bearer +([A-Za-z0-9._~+/-]+=*) *$/i;
const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * What a request presents: the bearer token if there is an Authorization header (it wins over a cookie), else the
 * portal's session. Null when neither is usable. A cookie request that changes anything must come from our own pages:
 * otherwise `forbidden`.
 */
export async function readCredentials(request: Request, url: URL, secret: string): Promise<Credentials | null> {
  const authorization = request.headers.get('authorization');
  if (authorization !== null) {
    const token = BEARER.exec(authorization)?.[1];
    return token ? { kind: 'bearer', token } : null;
  }
  const claims = await readSessionCookie(request.headers.get('cookie'), secret);
  if (claims === null) return null;
  if (!SAFE_METHODS.has(request.method) && !isSameOrigin(request, url)) {
    throw new DomainError('forbidden', 'This change did not come from a page of this portal, so it was refused.');
  }
  return { kind: 'session', ...claims };
}

function isSameOrigin(request: Request, url: URL): boolean {
  const site = request.headers.get('sec-fetch-site');
  if (site !== null) return site === 'same-origin';
  const origin = request.headers.get('origin');
  if (origin === null || !URL.canParse(origin)) return false;
  // Behind a TLS-ending proxy only the host is comparable.
  return new URL(origin).host === (request.headers.get('host') ?? url.host);
}
