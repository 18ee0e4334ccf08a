/** An HL7 time stamp (DTM, `YYYY[MM[DD[HH[MM[SS[.S…]]]]]][±ZZZZ]`) taken apart; nothing is converted. */
export interface Hl7Time {
  /** `yyyy-MM-dd`, at the sender's clock. */
  date: string;
  /** `HH:mm:ss` at the sender's clock; null when the stamp has no hour. */
  time: string | null;
  /** Fraction of the second as written, with its point; '' when there is none. */
  fraction: string;
  /** `+HH:mm`, or null when the stamp names no zone. */
  offset: string | null;
}

const DTM = /^((?!0000)\d{4})(\d\d)(\d\d)(?:(\d\d)(?:(\d\d)(?:(\d\d)(\.\d{1,9})?)?)?)?(?:([+-]\d\d)(\d\d))?$/;

/** Reads a time stamp of at least a day's precision; null for anything that is no possible date and time. */
export function readTime(text: string): Hl7Time | null {
  const match = DTM.exec(text.trim());
  if (!match) return null;
  const [, year, month, day, hour, minute = '00', second = '00', fraction = '', zoneHour, zoneMinute] = match;
  const date = `${year}-${month}-${day}`;
  const clock = `${hour ?? '00'}:${minute}:${second}`;
  const parsed = new Date(`${date}T${clock}Z`);
  if (Number.isNaN(parsed.getTime()) || parsed.toISOString().slice(0, 19) !== `${date}T${clock}`) return null;
  const offset = zoneHour === undefined ? null : `${zoneHour}:${zoneMinute}`;
  if (offset !== null && Number.isNaN(Date.parse(`${date}T${clock}${offset}`))) return null;
  return { date, time: hour === undefined ? null : clock, fraction, offset };
}

/**
 * A time stamp as RFC 3339 in UTC, to the second or the fraction given; without a zone it counts as `fallbackOffset`.
 * Null where its zone moves it out of the years 1 to 9999.
 */
export function utcOf(stamp: Hl7Time, fallbackOffset: string): string | null {
  const instant = new Date(`${stamp.date}T${stamp.time ?? '00:00:00'}${stamp.offset ?? fallbackOffset}`);
  const year = instant.getUTCFullYear();
  return year >= 1 && year <= 9999 ? `${instant.toISOString().slice(0, 19)}${stamp.fraction}Z` : null;
}
