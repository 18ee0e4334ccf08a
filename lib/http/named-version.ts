/** The version that a validated `If-Match: "…"` names, for objects whose versions are digests. */
export const namedVersion = (ifMatch: string): string => ifMatch.slice(1, -1);
