import type { NextAuthOptions } from 'next-auth';
import { config } from '#lib/config';
import type { Context } from '#lib/context';
import { isDomainError } from '#lib/errors';
import { signInRequest } from '#lib/identity/contract';
import { oidcProvider, toSubject } from '#lib/identity/oidc-auth';
import { safePath } from '#lib/identity/safe-path';
import type { SignInOrigin } from '#lib/identity/open-session';
import { sessionCookieName, type SessionClaims } from '#lib/identity/session-cookie';
import { signIn } from '#lib/identity/sign-in';
import { signInSubject, type SubjectOutcome } from '#lib/identity/sign-in-subject';
import { log } from '#lib/log';

/** The cookie outlives every session (`sessionHours` is at most 168); the database says when one is over. */
const COOKIE_SECONDS = 168 * 3600;

/** What sign-in needs to know of the request that asks for it. */
export interface AuthRequest extends SignInOrigin {
  context: Context;
  /** The browser sees https: the cookie is then bound to it. */
  secure: boolean;
}

/** Where a sign-in through the provider ends that was refused; the page has words for each `problem`. */
export const refusedAt = (problem: string): string => `/sign-in?problem=${encodeURIComponent(problem)}`;

/**
 * How next-auth signs people in: e-mail and password, or single sign-on, each through its verb, and a cookie that holds
 * the ids of user and session, nothing else. It redirects to pages of the portal only.
 */
export function authOptions({ context, secure, ...origin }: AuthRequest): NextAuthOptions {
  const oidc = oidcProvider();
  // Of this request: what the provider's claims were worth is decided before the cookie is made.
  let recognised: SessionClaims | null = null;
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
        authorize: (credentials) => authorize(context, credentials, origin),
      },
      ...(oidc ? [oidc] : []),
    ],
    callbacks: {
      signIn: async ({ account, profile }) => {
        if (account?.provider !== oidc?.id) return true;
        const outcome = await recognise(context, profile, origin);
        if (outcome.kind === 'refused') return refusedAt(outcome.why);
        recognised = outcome.claims;
        return true;
      },
      jwt: ({ token, user }) => {
        if (recognised) return { ...recognised };
        return user && 'sessionId' in user ? { userId: user.id, sessionId: user.sessionId } : token;
      },
      redirect: ({ url }) => safePath(url),
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
async function authorize(context: Context, credentials: unknown, origin: SignInOrigin) {
  const parsed = signInRequest.safeParse(credentials);
  if (!parsed.success) return null;
  try {
    const claims = await signIn(context, { ...parsed.data, ...origin });
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

/** Refusals of the verb, and of ours when it could not decide. */
async function recognise(
  context: Context,
  profile: unknown,
  origin: SignInOrigin,
): Promise<SubjectOutcome | { kind: 'refused'; why: 'busy' | 'failed' }> {
  try {
    return await signInSubject(context, toSubject(profile as Parameters<typeof toSubject>[0]), origin);
  } catch (error) {
    if (isDomainError(error)) return { kind: 'refused', why: 'busy' };
    const { correlationId } = context;
    log().error({ correlationId, err: error instanceof Error ? error.name : null }, 'sign-in failed');
    return { kind: 'refused', why: 'failed' };
  }
}
