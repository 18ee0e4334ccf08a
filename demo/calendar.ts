/** Milliseconds of a minute: plans count in minutes. */
export const MINUTE = 60_000;

export const minutesBefore = (instant: Date, minutes: number): Date => new Date(instant.getTime() - minutes * MINUTE);
export const minutesAfter = (instant: Date, minutes: number): Date => minutesBefore(instant, -minutes);

/** Wall-clock date (yyyy-MM-dd), time (HH:mm:ss) and hour of an instant in an IANA time zone. */
export function wallClock(instant: Date, timeZone: string): { date: string; time: string; hour: number } {
  const text = instant.toLocaleString('sv-SE', { timeZone });
  const [date = '', time = ''] = text.split(' ');
  return { date, time, hour: Number(time.slice(0, 2)) };
}

/** The instant itself from 8 to 18 o'clock in the zone, else `spread` hours (0 to 8) before the last 17 o'clock. */
export function byDay(instant: Date, timeZone: string, spread: number): Date {
  const { hour } = wallClock(instant, timeZone);
  if (hour >= 8 && hour < 18) return instant;
  const hoursPastFive = hour >= 18 ? hour - 17 : hour + 7;
  return minutesBefore(instant, (hoursPastFive + spread) * 60);
}

/** A calendar date (yyyy-MM-dd) some days earlier. */
export function daysBefore(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) - days * 1440 * MINUTE).toISOString().slice(0, 10);
}
