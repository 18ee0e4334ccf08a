/** A date and time in milliseconds since 1970: an instant when `zoned`, else clock time in a zone still to be named. */
export type DateTime = { ms: number; zoned: boolean };

/** A calendar period; both parts have the same sign or are 0. */
export type Period = { months: number; days: number };

export type PeriodResult = { ok: true; period: Period } | { ok: false; reason: string };

const ISO =
  /^(?<year>\d{4})-(?<month>\d\d)-(?<day>\d\d)(?:[T ](?<hour>\d\d):(?<minute>\d\d)(?::(?<second>\d\d)(?:[.,](?<fraction>\d+))?)?(?<offset>Z|[+-]\d\d:?\d\d)?)?$/i;
const HL7 =
  /^(?<year>\d{4})(?<month>\d\d)(?<day>\d\d)(?:(?<hour>\d\d)(?:(?<minute>\d\d)(?:(?<second>\d\d)(?:\.(?<fraction>\d+))?)?)?)?(?<offset>Z|[+-]\d{4})?$/;
const LONGEST_DATE = 40;

/**
 * Reads an ISO date, an ISO date-time or an HL7 date (yyyyMMdd[HH[mm[ss]]]), each with or without fraction and offset;
 * null when it is none of them or no such day or time exists.
 */
export function parseDateTime(text: string): DateTime | null {
  if (text.length > LONGEST_DATE) return null;
  const parts = (ISO.exec(text) ?? HL7.exec(text))?.groups;
  if (!parts) return null;
  const [year, month, day] = [Number(parts['year']), Number(parts['month']), Number(parts['day'])];
  const [hour, minute, second] = [
    Number(parts['hour'] ?? 0),
    Number(parts['minute'] ?? 0),
    Number(parts['second'] ?? 0),
  ];
  const ms = Date.UTC(year, month - 1, day, hour, minute, second);
  const read = new Date(ms);
  const exists =
    read.getUTCFullYear() === year &&
    read.getUTCMonth() === month - 1 &&
    read.getUTCDate() === day &&
    hour < 24 &&
    minute < 60 &&
    second < 60;
  if (!exists) return null;
  const fraction = Number(`${parts['fraction'] ?? ''}000`.slice(0, 3));
  const offset = parts['offset'];
  if (offset === undefined) return { ms: ms + fraction, zoned: false };
  const offsetMs = parseOffset(offset);
  return offsetMs === null ? null : { ms: ms + fraction - offsetMs, zoned: true };
}

/** Milliseconds east of UTC; null beyond ±18:00, the widest offset ISO 8601 readers accept. */
function parseOffset(offset: string): number | null {
  if (offset.toUpperCase() === 'Z') return 0;
  const hours = Number(offset.slice(1, 3));
  const minutes = Number(offset.slice(-2));
  if (minutes > 59 || hours * 60 + minutes > 18 * 60) return null;
  return (offset.startsWith('-') ? -1 : 1) * (hours * 60 + minutes) * 60_000;
}

const PERIOD =
  /^(?<sign>[+-])?P(?:(?<years>[+-]?\d{1,5})Y)?(?:(?<months>[+-]?\d{1,5})M)?(?:(?<weeks>[+-]?\d{1,5})W)?(?:(?<days>[+-]?\d{1,5})D)?$/i;

/** Reads a period such as P1Y, -P19D or P1Y6M; parts have up to five digits and one common sign. */
export function parsePeriod(text: string): PeriodResult {
  const parts = PERIOD.exec(text)?.groups;
  const names = ['years', 'months', 'weeks', 'days'] as const;
  if (!parts || names.every((name) => parts[name] === undefined)) {
    return { ok: false, reason: `"${text}" is not a period; write for example P1Y, P6M or -P19D.` };
  }
  const sign = parts['sign'] === '-' ? -1 : 1;
  const [years, months, weeks, days] = names.map((name) => sign * Number(parts[name] ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  const signs = new Set([years, months, weeks, days].filter((part) => part !== 0).map(Math.sign));
  if (signs.size > 1) return { ok: false, reason: `"${text}" mixes forward and backward; give all parts one sign.` };
  return { ok: true, period: { months: 12 * years + months, days: 7 * weeks + days } };
}

/** Adds months first (the last day of a shorter month stands in for a missing one), then days. */
function plusPeriod(clock: number, period: Period): number {
  const date = new Date(clock);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + period.months);
  const lastDay = new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
  return date.setUTCDate(Math.min(day, lastDay) + period.days);
}

const clocks = new Map<string, Intl.DateTimeFormat>();

function clockOf(timeZone: string): Intl.DateTimeFormat {
  const known = clocks.get(timeZone);
  if (known) return known;
  const numeric = { year: 'numeric', month: 'numeric', day: 'numeric' } as const;
  const time = { hour: 'numeric', minute: 'numeric', second: 'numeric', hourCycle: 'h23' } as const;
  const clock = new Intl.DateTimeFormat('en-US', { ...numeric, ...time, timeZone });
  clocks.set(timeZone, clock);
  return clock;
}

/** What a clock on the wall of the zone shows, as milliseconds since a 1970 of that same clock. */
function clockTime(dateTime: DateTime, timeZone: string): number {
  if (!dateTime.zoned || timeZone === 'UTC') return dateTime.ms;
  const parts: Partial<Record<Intl.DateTimeFormatPartTypes, string>> = {};
  for (const { type, value } of clockOf(timeZone).formatToParts(dateTime.ms)) parts[type] = value;
  const [year, month, day] = [Number(parts.year), Number(parts.month) - 1, Number(parts.day)];
  const milliseconds = new Date(dateTime.ms).getUTCMilliseconds();
  return Date.UTC(year, month, day, Number(parts.hour), Number(parts.minute), Number(parts.second), milliseconds);
}

/**
 * Tells whether date ≤ value < date + period, or date + period ≤ value < date for a negative period. Compared as clock
 * times of the zone, so that an exam date without a time means that day where the exam took place.
 */
export function isInInterval(value: DateTime, date: DateTime, period: Period, timeZone = 'UTC'): boolean {
  const one = clockTime(date, timeZone);
  const other = plusPeriod(one, period);
  const clock = clockTime(value, timeZone);
  return Math.min(one, other) <= clock && clock < Math.max(one, other);
}
