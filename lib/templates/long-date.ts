/** A calendar date as reports write it: 2026-03-04 → 4 March 2026. */
export const longDate = (date: string): string =>
  new Intl.DateTimeFormat('en-AU', { dateStyle: 'long', timeZone: 'UTC' }).format(Date.parse(`${date}T00:00:00Z`));
