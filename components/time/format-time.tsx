/** A point in time in a zone, as parts that people read. Months are ours: browsers disagree on how to shorten them. */
export interface TimeParts {
  /** `24 Nov 2026` */
  date: string;
  /** `14:03:22` */
  clock: string;
  /** `AEDT`, or `GMT+11` where the zone has no usual short name. */
  zone: string;
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** `instant` is an RFC 3339 date-time, `zone` an IANA name. */
export function timeParts(instant: string, zone: string): TimeParts {
  const parts = partsOf(instant, zone);
  const month = MONTHS[Number(parts.get('month')) - 1] ?? '';
  return {
    date: `${Number(parts.get('day'))} ${month} ${parts.get('year')}`,
    clock: `${parts.get('hour')}:${parts.get('minute')}:${parts.get('second')}`,
    zone: parts.get('timeZoneName') ?? '',
  };
}

/** `2026-11-24`: the calendar day of an instant in a zone, as date inputs want it. */
export function calendarDay(instant: string, zone: string): string {
  const parts = partsOf(instant, zone);
  return [parts.get('year'), parts.get('month')?.padStart(2, '0'), parts.get('day')?.padStart(2, '0')].join('-');
}

/** `2026-11-24 03:03:22 UTC` */
export const utcText = (instant: string): string => `${instant.slice(0, 19).replace('T', ' ')} UTC`;

/** The short name of a zone at an instant. */
export const zoneName = (instant: string, zone: string): string => timeParts(instant, zone).zone;

/** Whether an IANA name is one that this machine knows. */
export function isZone(name: string | undefined): name is string {
  if (!name) return false;
  try {
    formatter(name);
    return true;
  } catch {
    return false;
  }
}

const partsOf = (instant: string, zone: string) =>
  new Map(
    formatter(zone)
      .formatToParts(new Date(instant))
      .map(({ type, value }) => [type, value]),
  );

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(zone: string): Intl.DateTimeFormat {
  const known = formatters.get(zone);
  if (known) return known;
  const made = new Intl.DateTimeFormat('en-AU', {
    timeZone: zone,
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
  });
  if (formatters.size < 100) formatters.set(zone, made);
  return made;
}
