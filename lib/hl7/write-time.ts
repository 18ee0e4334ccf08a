import { offsetOf } from '#lib/date-time';

/** An RFC 3339 instant in UTC as DTM: `yyyyMMddHHmmss[.ffff]+0000`. HL7 has four digits of a second's fraction at most. */
export function instantOf(utc: string): string {
  const [, fraction = ''] = /(\.\d{1,4})\d*Z$/.exec(utc) ?? [];
  return `${utc.slice(0, 19).replaceAll(/\D/g, '')}${fraction}+0000`;
}

/** `yyyy-MM-dd` and perhaps `HH:mm:ss` on the clock of a zone, as DTM; without offset where the zone is not known. */
export function wallTimeOf(date: string | null, time: string | null, zone: string | null): string {
  if (date === null) return '';
  const digits = `${date}${time ?? ''}`.replaceAll(/\D/g, '');
  const offset = time === null || zone === null ? '' : offsetOf(date, time, zone).replace(':', '');
  return `${digits}${offset}`;
}
