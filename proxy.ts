import { NextResponse, type NextRequest } from 'next/server';

/**
 * Pages only (stack.md trap 3: matching an API path would buffer and cut its body): a policy with a nonce of this
 * request, which Next puts on its own scripts, and an id for the log, and its path for the way back after signing in. It decides nothing about who may see what.
 */
export function proxy(request: NextRequest): NextResponse {
  const policy = contentSecurityPolicy(crypto.randomUUID());
  const headers = new Headers(request.headers);
  headers.set('content-security-policy', policy);
  headers.set('x-correlation-id', crypto.randomUUID());
  headers.set('x-readout-path', `${request.nextUrl.pathname}${request.nextUrl.search}`);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set('content-security-policy', policy);
  return response;
}

export const config = {
  matcher: '/((?!api/|integrations/|oauth2/|_next/|icon\\.svg).*)',
};

/** CSP level 3. Development needs eval and inline styles for its overlay. */
function contentSecurityPolicy(nonce: string): string {
  const isDevelopment = process.env.NODE_ENV === 'development';
  return [
    "default-src 'none'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ''}`,
    `style-src 'self' ${isDevelopment ? "'unsafe-inline'" : `'nonce-${nonce}'`}`,
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "worker-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join('; ');
}
