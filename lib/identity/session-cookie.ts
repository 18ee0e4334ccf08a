import { decode } from 'next-auth/jwt';

/** What the signed and encrypted cookie says; whether it still counts is asked of the database at each request. */
export interface SessionClaims {
  userId: string;
  sessionId: string;
}

/** The cookie's name: host-bound on https (RFC 6265bis §4.1.3.2), plain on a local http address. */
export const sessionCookieName = (secure: boolean): string => (secure ? '__Host-readout-session' : 'readout-session');

/** Reads the session claims out of a `Cookie` header; null when there is none that this secret made. */
export async function readSessionCookie(header: string | null, secret: string): Promise<SessionClaims | null> {
  for (const pair of (header ?? '').split(';')) {
    const [name, value] = pair.trim().split('=', 2);
    if (!value || (name !== sessionCookieName(true) && name !== sessionCookieName(false))) continue;
    const claims = await decode({ token: value, secret }).catch(() => null);
    if (typeof claims?.userId === 'string' && typeof claims.sessionId === 'string') {
      return { userId: claims.userId, sessionId: claims.sessionId };
    }
  }
  return null;
}
