import { decode } from 'next-auth/jwt';
import { isSecureRequest } from '#lib/identity/secure-request';

/** What the signed and encrypted cookie says; whether it still counts is asked of the database at each request. */
export interface SessionClaims {
  userId: string;
  sessionId: string;
}

/** The cookie's name: host-bound on https (RFC 6265bis §4.1.3.2), plain on a local http address. */
export const sessionCookieName = (secure: boolean): string => (secure ? '__Host-readout-session' : 'readout-session');

/**
 * Reads the session claims of a request; null when it has none that this secret made. Only the name that belongs to the
 * scheme counts: on https a sibling host could plant the plain one.
 */
export async function readSessionCookie(headers: Headers, secret: string): Promise<SessionClaims | null> {
  const wanted = sessionCookieName(isSecureRequest(headers));
  for (const pair of (headers.get('cookie') ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (!value || name !== wanted) continue;
    const claims = await decode({ token: value, secret }).catch(() => null);
    if (typeof claims?.userId === 'string' && typeof claims.sessionId === 'string') {
      return { userId: claims.userId, sessionId: claims.sessionId };
    }
  }
  return null;
}
