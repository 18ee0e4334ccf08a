import NextAuth from 'next-auth';
import type { NextRequest } from 'next/server';
import { database } from '#db/client';
import { authOptions } from '#lib/identity/auth-options';
import { isSecureRequest } from '#lib/identity/secure-request';
import { correlationIdOf } from '#lib/ids';

const MAX_BODY_BYTES = 16_384;

type Segment = { params: Promise<{ nextauth: string[] }> };

/** All of next-auth that the portal uses; the rest of what it serves stays shut. */
const OPEN = new Set(['GET csrf', 'POST callback/credentials']);

/**
 * Serves sign-in under /api/auth through next-auth: the token against cross-site requests, and e-mail with password.
 * Sessions are read and ended by our own routes. 413 beyond 16 kB, 411 without a length, 404 for anything else.
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
  if (!OPEN.has(`${request.method} ${nextauth.join('/')}`))
    return Response.json({ error: 'Not found' }, { status: 404 });
  const length = request.headers.get('content-length');
  if (request.method === 'POST' && length === null) return new Response(null, { status: 411 });
  if (Number(length) > MAX_BODY_BYTES) return new Response(null, { status: 413 });
  const context = { db: database(), correlationId, at: null };
  // lib/http/serve-routes.ts has put the one address that it trusts there.
  const address = request.headers.get('x-forwarded-for') ?? 'unknown';
  const options = authOptions({ context, secure: isSecureRequest(request.headers), address });
  return (await NextAuth(request, segment, options)) as Response;
}
