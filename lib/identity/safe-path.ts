/** Where a person lands who did not ask for a page. */
export const HOME = '/';

/**
 * The path to return to after signing in: a page of this portal, never another address (no scheme, no `//host`, no
 * backslash that a browser reads as one), never a page on the way in, or the API. Anything else becomes HOME.
 */
export function safePath(candidate: unknown): string {
  if (typeof candidate !== 'string' || !/^\/(?![/\\])[^\\\p{Cc} ]*$/u.test(candidate)) return HOME;
  const portal = 'http://portal.invalid';
  if (!URL.canParse(candidate, portal)) return HOME;
  const { origin, pathname, search } = new URL(candidate, portal);
  const isPage = origin === portal && !/^\/(\/|sign-in|choose-password|api\/|oauth2|integrations|_next)/.test(pathname);
  return isPage ? `${pathname}${search}` : HOME;
}
