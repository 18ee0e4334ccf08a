/** The version that a validated `If-Match: "3"` names (RFC 9110 §13.1.1); null without the header. */
export const expectedVersion = (ifMatch: string | undefined): number | null =>
  ifMatch === undefined ? null : Number(ifMatch.slice(1, -1));
