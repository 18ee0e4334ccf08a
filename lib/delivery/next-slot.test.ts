import fc from 'fast-check';
import { expect, test } from 'vitest';
import { nextSlot } from '#lib/delivery/next-slot';

const MELBOURNE = 'Australia/Melbourne';
const NEW_YORK = 'America/New_York';

/** The next slot after a UTC instant, as UTC text without the zeros at its end. */
function slot(now: string, numberPerDay: number, initialTime: string, timeZone: string): string {
  const timing = { operation: 'MERGE' as const, numberPerDay, initialTime, timeZone, maxReportCount: 100 };
  return nextSlot(timing, new Date(now))
    .toISOString()
    .replace(/:00\.000Z$/, 'Z');
}

test('one slot a day is at its wall time, today when that is still to come, else tomorrow', () => {
  expect(slot('2026-07-01T00:00:00Z', 1, '09:30', 'UTC')).toBe('2026-07-01T09:30Z');
  expect(slot('2026-07-01T09:30:00Z', 1, '09:30', 'UTC')).toBe('2026-07-01T09:30Z');
  expect(slot('2026-07-01T09:30:00.001Z', 1, '09:30', 'UTC')).toBe('2026-07-02T09:30Z');
  expect(slot('2026-07-01T00:00:00Z', 1, '09:30', MELBOURNE)).toBe('2026-07-01T23:30Z');
  expect(slot('2026-07-01T00:00:00Z', 1, '09:30', NEW_YORK)).toBe('2026-07-01T13:30Z');
});

test('24 slots a day are an hour apart from the initial time on, across midnight', () => {
  expect(slot('2026-07-01T22:10:00Z', 24, '00:15', 'UTC')).toBe('2026-07-01T22:15Z');
  expect(slot('2026-07-01T22:16:00Z', 24, '00:15', 'UTC')).toBe('2026-07-01T23:15Z');
  expect(slot('2026-07-01T23:16:00Z', 24, '00:15', 'UTC')).toBe('2026-07-02T00:15Z');
  expect(slot('2026-07-01T12:00:00Z', 24, '23:45', 'UTC')).toBe('2026-07-01T12:45Z');
  expect(slot('2026-07-01T00:10:00Z', 24, '23:45', 'UTC')).toBe('2026-07-01T00:45Z');
});

test('1440 slots a day are every full minute', () => {
  expect(slot('2026-07-01T22:10:00Z', 1440, '00:00', MELBOURNE)).toBe('2026-07-01T22:10Z');
  expect(slot('2026-07-01T22:10:01Z', 1440, '00:00', MELBOURNE)).toBe('2026-07-01T22:11Z');
  expect(slot('2026-07-01T23:59:59.999Z', 1440, '12:34', NEW_YORK)).toBe('2026-07-02T00:00Z');
});

test('numbers that do not divide the day still start again at the initial time', () => {
  expect(slot('2026-07-01T20:34:18Z', 7, '00:00', 'UTC')).toBe('2026-07-02T00:00Z');
  expect(slot('2026-07-01T00:00:01Z', 7, '00:00', 'UTC')).toBe('2026-07-01T03:25:42.857Z');
});

test('a wall time that the clocks skip is the instant they jump to', () => {
  // Melbourne, 4 October 2026: 02:00 becomes 03:00 at 16:00Z. New York, 8 March 2026: at 07:00Z.
  for (const skipped of ['02:00', '02:30', '02:59']) {
    expect(slot('2026-10-03T12:00:00Z', 1, skipped, MELBOURNE)).toBe('2026-10-03T16:00Z');
    expect(slot('2026-03-08T05:00:00Z', 1, skipped, NEW_YORK)).toBe('2026-03-08T07:00Z');
  }
  expect(slot('2026-10-03T12:00:00Z', 1, '03:00', MELBOURNE)).toBe('2026-10-03T16:00Z');
  expect(slot('2026-10-03T12:00:00Z', 1, '01:59', MELBOURNE)).toBe('2026-10-03T15:59Z');
});

test('a wall time that occurs twice is its first occurrence, and is not used again', () => {
  // Melbourne, 5 April 2026: 03:00 becomes 02:00 at 16:00Z. New York, 1 November 2026: 02:00 becomes 01:00 at 06:00Z.
  expect(slot('2026-04-04T12:00:00Z', 1, '02:30', MELBOURNE)).toBe('2026-04-04T15:30Z');
  expect(slot('2026-04-04T15:31:00Z', 1, '02:30', MELBOURNE)).toBe('2026-04-05T16:30Z');
  expect(slot('2026-11-01T04:00:00Z', 1, '01:30', NEW_YORK)).toBe('2026-11-01T05:30Z');
  expect(slot('2026-11-01T05:31:00Z', 1, '01:30', NEW_YORK)).toBe('2026-11-02T06:30Z');
});

test('the repeated hour has no slots of its own', () => {
  expect(slot('2026-04-04T15:59:30Z', 1440, '00:00', MELBOURNE)).toBe('2026-04-04T17:00Z');
  expect(slot('2026-11-01T05:30:00Z', 24, '00:00', NEW_YORK)).toBe('2026-11-01T07:00Z');
});

test('a day of 23 or 25 hours keeps its wall times before and after the change', () => {
  expect(slot('2026-10-03T15:10:00Z', 24, '00:00', MELBOURNE)).toBe('2026-10-03T16:00Z');
  expect(slot('2026-10-03T16:00:01Z', 24, '00:00', MELBOURNE)).toBe('2026-10-03T17:00Z');
  expect(slot('2026-10-03T10:00:00Z', 1, '09:00', MELBOURNE)).toBe('2026-10-03T22:00Z');
  expect(slot('2026-04-04T10:00:00Z', 1, '09:00', MELBOURNE)).toBe('2026-04-04T23:00Z');
});

/** Clock changes of 2026 as the zones' laws state them: the instant, and minutes ahead of UTC before and after. */
const CHANGES = [
  { at: '2026-10-03T16:00:00Z', timeZone: MELBOURNE, before: 600, after: 660 },
  { at: '2026-04-04T16:00:00Z', timeZone: MELBOURNE, before: 660, after: 600 },
  { at: '2026-03-08T07:00:00Z', timeZone: NEW_YORK, before: -300, after: -240 },
  { at: '2026-11-01T06:00:00Z', timeZone: NEW_YORK, before: -240, after: -300 },
];

test('the next slot is what a walk minute by minute over the wall clock finds, around every clock change', () => {
  const change = fc.constantFrom(...CHANGES);
  const perDay = fc.constantFrom(1, 2, 3, 4, 24, 48, 96, 1440);
  fc.assert(
    fc.property(
      change,
      fc.integer({ min: -3000, max: 3000 }),
      perDay,
      fc.nat(1439),
      (change, away, numberPerDay, initial) => {
        const now = new Date(Date.parse(change.at) + away * 60_000);
        const initialTime = `${String(Math.floor(initial / 60)).padStart(2, '0')}:${String(initial % 60).padStart(2, '0')}`;
        const timing = {
          operation: 'MERGE' as const,
          numberPerDay,
          initialTime,
          timeZone: change.timeZone,
          maxReportCount: 100,
        };
        expect(nextSlot(timing, now)).toEqual(walkToSlot(now, initial, 1440 / numberPerDay, change));
      },
    ),
    { seed: 20_261_004, numRuns: 2000 },
  );
});

/** The first minute from `now` on at which the wall clock passes, for the first time, over a time on the grid. */
function walkToSlot(now: Date, initial: number, step: number, change: (typeof CHANGES)[number]): Date {
  const changeMinute = Date.parse(change.at) / 60_000;
  const wallAt = (minute: number) => minute + (minute < changeMinute ? change.before : change.after);
  for (let minute = Math.ceil(now.getTime() / 60_000); ; minute += 1) {
    const wall = wallAt(minute);
    const isRepeated = minute >= changeMinute && wall < changeMinute + change.before;
    const passed = Math.max(1, wall - wallAt(minute - 1));
    const isSlot = Array.from({ length: passed }, (_, back) => wall - back).some(
      (time) => (time - initial) % step === 0,
    );
    if (isSlot && !isRepeated) return new Date(minute * 60_000);
  }
}
