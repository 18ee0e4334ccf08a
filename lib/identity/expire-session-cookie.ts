import { sessionCookieName } from '#lib/identity/session-cookie';

/** The `Set-Cookie` that removes the session cookie that a `Cookie` header carries. */
export function expireSessionCookie(header: string | null): string {
  const secure = (header ?? '').includes(`${sessionCookieName(true)}=`);
  const attributes = ['Path=/', 'Max-Age=0', 'HttpOnly', 'SameSite=Lax', ...(secure ? ['Secure'] : [])];
  return [`${sessionCookieName(secure)}=`, ...attributes].join('; ');
}
