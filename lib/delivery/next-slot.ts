import type { SnapshotDestination } from '#lib/settings/build-snapshot';

type Timing = SnapshotDestination['settings']['timing'];
const DAY_MINUTES = 1440;

/**
 * The first slot at or after `now` on the grid `initialTime + k · (24 h ÷ numberPerDay)` of wall-clock time in the
 * destination's zone (operations.md, MERGE). A wall time that a clock change skips falls on the instant the clocks jump to; one that
 * occurs twice is its first occurrence.
 */
export function nextSlot(timing: Timing, now: Date): Date {
  const zone = timing.timeZone;
  const [hours = 0, minutes = 0] = timing.initialTime.split(':').map(Number);
  const step = DAY_MINUTES / timing.numberPerDay;
  const today = wallDate(now, zone);
  // Yesterday's grid can reach into today, and a clock change can move today's last slot past midnight.
  for (let day = -1; day <= 2; day += 1) {
    for (let k = 0; k < timing.numberPerDay; k += 1) {
      const slot = instantOf(today + day * 86_400_000 + (hours * 60 + minutes + k * step) * 60_000, zone);
      if (slot >= now.getTime()) return new Date(slot);
    }
  }
  return now;
}

/** Midnight of the zone's calendar day at `instant`, as if that wall date were UTC. */
function wallDate(instant: Date, zone: string): number {
  const wall = instant.getTime() + offsetAt(instant.getTime(), zone);
  return Math.floor(wall / 86_400_000) * 86_400_000;
}

/** The instant of a wall-clock time given as if it were UTC. */
function instantOf(wall: number, zone: string): number {
  const before = wall - offsetAt(wall - 86_400_000, zone);
  const after = wall - offsetAt(wall + 86_400_000, zone);
  const candidates = [Math.min(before, after), Math.max(before, after)];
  return candidates.find((instant) => instant + offsetAt(instant, zone) === wall) ?? Math.max(before, after);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Milliseconds by which the zone's wall clock is ahead of UTC at an instant. */
function offsetAt(instant: number, zone: string): number {
  const format = formats.get(zone) ?? new Intl.DateTimeFormat('en-US', { timeZone: zone, timeZoneName: 'longOffset' });
  formats.set(zone, format);
  const name = format.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? 'GMT';
  const match = /^GMT([+-])(\d{2}):(\d{2})(?::(\d{2}))?$/.exec(name);
  if (!match) return 0;
  const [, sign, hours, minutes, seconds] = match;
  return (sign === '-' ? -1 : 1) * ((Number(hours) * 60 + Number(minutes)) * 60 + Number(seconds ?? 0)) * 1000;
}
