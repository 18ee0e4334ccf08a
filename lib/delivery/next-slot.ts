import { offsetAt } from '#lib/date-time';
import type { SnapshotDestination } from '#lib/settings/build-snapshot';

type Timing = SnapshotDestination['settings']['timing'];
const DAY_MS = 86_400_000;
/** Yesterday's grid can reach into today, and a clock change can move today's last slot past midnight. */
const DAYS = 4;

/**
 * The first slot at or after `now` on the grid `initialTime + k · (24 h ÷ numberPerDay)` of wall-clock time in the
 * destination's zone (operations.md, MERGE). A wall time that a clock change skips falls on the instant the clocks jump to; one that
 * occurs twice is its first occurrence.
 */
export function nextSlot(timing: Timing, now: Date): Date {
  const [hours = 0, minutes = 0] = timing.initialTime.split(':').map(Number);
  const first = wallDate(now, timing.timeZone) - DAY_MS + (hours * 60 + minutes) * 60_000;
  const slot = (index: number): number => {
    const ofDay = Math.floor(((index % timing.numberPerDay) * DAY_MS) / timing.numberPerDay);
    return instantOf(first + Math.floor(index / timing.numberPerDay) * DAY_MS + ofDay, timing.timeZone);
  };
  // Later walls are never earlier instants, so the grid is searched by halves: most have 1440 slots a day.
  const index = firstWhere(0, DAYS * timing.numberPerDay, (candidate) => slot(candidate) >= now.getTime());
  return new Date(slot(index));
}

/** The first whole number in [from, to] from which on `holds`; `to` is taken to hold. */
function firstWhere(from: number, to: number, holds: (candidate: number) => boolean): number {
  let [low, high] = [from, to];
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    if (holds(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** Midnight of the zone's calendar day at `instant`, as if that wall date were UTC. */
function wallDate(instant: Date, zone: string): number {
  const wall = instant.getTime() + offsetAt(instant.getTime(), zone);
  return Math.floor(wall / DAY_MS) * DAY_MS;
}

/** The instant of a wall-clock time given as if it were UTC. */
function instantOf(wall: number, zone: string): number {
  const [before, after] = [offsetAt(wall - DAY_MS, zone), offsetAt(wall + DAY_MS, zone)];
  const [early, late] = [wall - Math.max(before, after), wall - Math.min(before, after)];
  const exact = [early, late].find((instant) => instant + offsetAt(instant, zone) === wall);
  return exact ?? firstWhere(early, late, (instant) => offsetAt(instant, zone) === after);
}
