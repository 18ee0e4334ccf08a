import { isSecureRequest } from '#lib/identity/secure-request';
import { sessionCookieName } from '#lib/identity/session-cookie';

/** The `Set-Cookie` that removes the session cookie of a request with these headers. */
export function expireSessionCookie(headers: Headers): string {
  const secure = isSecureRequest(headers);
  const attributes = ['Path=/', 'Max-Age=0', 'HttpOnly', 'SameSite=Lax', ...(secure ? ['Secure'] : [])];
  return [`${sessionCookieName(secure)}=`, ...attributes].join('; ');
}
