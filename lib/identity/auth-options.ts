import type { NextAuthOptions } from 'next-auth';
import { config } from '#lib/config';
import type { Context } from '#lib/context';
import { isDomainError } from '#lib/errors';
import { signInRequest } from '#lib/identity/contract';
import { HOME } from '#lib/identity/safe-path';
import { sessionCookieName } from '#lib/identity/session-cookie';
import { signIn } from '#lib/identity/sign-in';
import { log } from '#lib/log';

/** The cookie outlives every session (`sessionHours` is at most 168); the database says when one is over. */
const COOKIE_SECONDS = 168 * 3600;

/** What sign-in needs to know of the request that asks for it. */
export interface AuthRequest {
  context: Context;
  /** The browser sees https: the cookie is then bound to it. */
  secure: boolean;
  address: string;
}

/**
 * How next-auth signs people in: e-mail and password through the verb, and a cookie that holds the ids of user and
 * session, nothing else. It never redirects anywhere but home; the page knows where to return.
 */
export function authOptions({ context, secure, address }: AuthRequest): NextAuthOptions {
  return {
    secret: config().NEXTAUTH_SECRET,
    useSecureCookies: secure,
    cookies: {
      sessionToken: {
        name: sessionCookieName(secure),
        options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
      },
    },
    session: { strategy: 'jwt', maxAge: COOKIE_SECONDS },
    jwt: { maxAge: COOKIE_SECONDS },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    providers: [
      {
        id: 'credentials',
        name: 'E-mail and password',
        type: 'credentials',
        credentials: {},
        authorize: (credentials) => authorize(context, credentials, address),
      },
    ],
    callbacks: {
      jwt: ({ token, user }) => (user && 'sessionId' in user ? { userId: user.id, sessionId: user.sessionId } : token),
      redirect: () => HOME,
    },
    // Its messages quote what was sent; the code alone tells what happened.
    logger: {
      error: (code) => log().error({ correlationId: context.correlationId, code }, 'sign-in failed'),
      warn: () => undefined,
      debug: () => undefined,
    },
  };
}

/** null is "wrong e-mail or password"; an error's message reaches the page as a word it knows. */
async function authorize(context: Context, credentials: unknown, address: string) {
  const parsed = signInRequest.safeParse(credentials);
  if (!parsed.success) return null;
  try {
    const claims = await signIn(context, { ...parsed.data, address });
    return claims && { id: claims.userId, sessionId: claims.sessionId };
  } catch (error) {
    if (isDomainError(error)) throw new Error(error.code, { cause: error });
    log().error(
      { correlationId: context.correlationId, err: error instanceof Error ? error.name : null },
      'sign-in failed',
    );
    throw new Error('server_error', { cause: error });
  }
}
