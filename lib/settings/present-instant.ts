/** An instant as PostgreSQL writes it, for the wire: RFC 3339 in UTC with milliseconds. */
export function presentInstant(stored: string): string;
export function presentInstant(stored: string | null): string | null;
export function presentInstant(stored: string | null): string | null {
  return stored === null ? null : new Date(stored).toISOString();
}
