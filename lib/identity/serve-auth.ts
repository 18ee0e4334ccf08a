import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { database } from '#db/client';
import { config } from '#lib/config';
import { authOptions, refusedAt } from '#lib/identity/auth-options';
import { oidcProvider } from '#lib/identity/oidc-auth';
import { isSecureRequest } from '#lib/identity/secure-request';
import { readSessionCookie } from '#lib/identity/session-cookie';
import { correlationIdOf } from '#lib/ids';

const MAX_BODY_BYTES = 16_384;

type Segment = { params: Promise<{ nextauth: string[] }> };

/** All of next-auth that the portal uses; the rest of what it serves stays shut. */
const OPEN = new Set(['GET csrf', 'POST callback/credentials']);
/** Beside it, when single sign-on is configured. */
const OPEN_FOR_PROVIDER = new Set(['POST signin/oidc', 'GET callback/oidc']);

/**
 * Serves sign-in under /api/auth through next-auth: the token against cross-site requests, e-mail with password, and the
 * way to the single sign-on provider and back. Sessions are read and ended by our own routes. 413 beyond 16 kB, 411 without a length, 404 for anything else.
 */
export async function serveAuth(request: NextRequest, segment: Segment): Promise<Response> {
  const correlationId = correlationIdOf(request.headers);
  const answer = await answerAuth(request, segment, correlationId);
  answer.headers.set('x-correlation-id', correlationId);
  answer.headers.set('cache-control', 'no-store');
  return answer;
}

async function answerAuth(request: NextRequest, segment: Segment, correlationId: string): Promise<Response> {
  const { nextauth } = await segment.params;
  if (!isOpen(request, nextauth.join('/'))) return Response.json({ error: 'Not found' }, { status: 404 });
  const length = request.headers.get('content-length');
  if (request.method === 'POST' && length === null) return new Response(null, { status: 411 });
  if (Number(length) > MAX_BODY_BYTES) return new Response(null, { status: 413 });
  const context = { db: database(), correlationId, at: null };
  // lib/http/serve-routes.ts has put the one address that it trusts there.
  const address = request.headers.get('x-forwarded-for') ?? 'unknown';
  const over = await readSessionCookie(request.headers, config().NEXTAUTH_SECRET);
  const options = authOptions({ context, secure: isSecureRequest(request.headers), address, over });
  return leadToPage((await NextAuth(request, segment, options)) as Response, request);
}

/** What is posted carries no query: next-auth would hand its parameters on to the provider. */
function isOpen({ method, nextUrl }: NextRequest, action: string): boolean {
  const wanted = `${method} ${action}`;
  if (!OPEN.has(wanted) && !(OPEN_FOR_PROVIDER.has(wanted) && oidcProvider() !== null)) return false;
  return method === 'GET' || nextUrl.search === '';
}

/** next-auth sends what went wrong on the way back to a page of its own, which is shut: ours explains it. */
function leadToPage(answer: Response, { nextUrl }: NextRequest): Response {
  if (!/\/api\/auth\/(error|signin)(\?|$)/.test(answer.headers.get('location') ?? '')) return answer;
  const isCancelled = nextUrl.searchParams.get('error') === 'access_denied';
  const headers = new Headers(answer.headers);
  headers.set('location', refusedAt(isCancelled ? 'cancelled' : 'unfinished'));
  return new Response(null, { status: 302, headers });
}
