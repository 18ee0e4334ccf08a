/** The `Link` header of RFC 8288 that names the next page: this address with the next cursor. */
export function nextPageLink(url: URL, nextCursor: string | null): Record<string, string> {
  if (nextCursor === null) return {};
  const next = new URL(url);
  next.searchParams.set('cursor', nextCursor);
  return { link: `<${next.pathname}${next.search}>; rel="next"` };
}
