const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})[Tt ](\d{2}):(\d{2}):(\d{2})(\.\d{1,9})?([Zz]|[+-]\d{2}:\d{2})?$/;

/**
 * Reads an RFC 3339 date-time (contract §3): a missing offset means UTC, an offset is normalised to UTC, the precision
 * of the seconds' fraction is kept as given. A leap second (RFC 3339 §5.7) becomes the second before it: few readers know
 * second 60. Null when unparsable, impossible (month 13, 30 February, hour 24) or outside the years 1 to 9999 in UTC.
 */
export function utcDateTime(text: string): string | null {
  const match = DATE_TIME.exec(text);
  if (!match) return null;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as [
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const offset = offsetMinutes(match[8] ?? 'Z');
  const isLeap = second === 60;
  const written = new Date(0);
  written.setUTCFullYear(year, month - 1, day);
  written.setUTCHours(hour, minute, isLeap ? 59 : second);
  const possible =
    written.getUTCMonth() === month - 1 && written.getUTCDate() === day && hour < 24 && minute < 60 && second <= 60;
  if (!possible || offset === null) return null;
  const utc = new Date(written.getTime() - offset * 60_000);
  if (utc.getUTCFullYear() < 1 || utc.getUTCFullYear() > 9999) return null;
  if (isLeap && !endsMonth(utc)) return null;
  return `${utc.toISOString().slice(0, 19)}${match[7] ?? ''}Z`;
}

/** Leap seconds follow the last second of a month in UTC (ITU-R TF.460). */
const endsMonth = (second: Date): boolean =>
  new Date(second.getTime() + 1000).toISOString().endsWith('-01T00:00:00.000Z');

function offsetMinutes(offset: string): number | null {
  if (offset === 'Z' || offset === 'z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(4, 6));
  if (hours > 23 || minutes > 59) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes);
}

const DAY_MS = 86_400_000;
const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds by which the wall clock of a zone (IANA name) is ahead of UTC at an instant. */
export function offsetAt(instant: number, zone: string): number {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, format);
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /^GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(name);
  if (!match) return 0;
  const [, sign, hours, minutes, seconds] = match;
  return (sign === '-' ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0)) * 1000;
}

/**
 * The offset (`+11:00`) of a zone at a date and time on its own clock. A time that occurs twice is its first occurrence;
 * one that a change of clocks skips has the offset from before.
 */
export function offsetOf(date: string, time: string, zone: string): string {
  const wall = Date.parse(`${date}T${time}Z`);
  const [before, after] = [offsetAt(wall - DAY_MS, zone), offsetAt(wall + DAY_MS, zone)];
  const offset = [before, after].find((one) => offsetAt(wall - one, zone) === one) ?? before;
  const minutes = Math.abs(Math.trunc(offset / 60_000));
  const two = (count: number): string => String(count).padStart(2, '0');
  return `${offset < 0 ? '-' : '+'}${two(Math.floor(minutes / 60))}:${two(minutes % 60)}`;
}
