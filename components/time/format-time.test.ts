import { expect, test } from 'vitest';
import { calendarDay, isZone, timeParts, utcText } from '#components/time/format-time';

test('an instant is told in the reader’s zone, with its name', () => {
  expect(timeParts('2026-11-24T03:03:22.123Z', 'Australia/Melbourne')).toEqual({
    date: '24 Nov 2026',
    clock: '14:03:22',
    zone: 'AEDT',
  });
  expect(timeParts('2026-07-01T22:30:00Z', 'UTC')).toEqual({ date: '1 Jul 2026', clock: '22:30:00', zone: 'UTC' });
});

test('midnight is 00, never 24', () => {
  expect(timeParts('2026-01-01T00:00:00Z', 'UTC').clock).toBe('00:00:00');
});

test('the day is the reader’s, not Greenwich’s', () => {
  expect(calendarDay('2026-11-23T22:00:00Z', 'Australia/Melbourne')).toBe('2026-11-24');
  expect(calendarDay('2026-03-05T01:00:00Z', 'America/New_York')).toBe('2026-03-04');
});

test('the exact instant is told in UTC', () => {
  expect(utcText('2026-11-24T03:03:22.123Z')).toBe('2026-11-24 03:03:22 UTC');
});

test('a zone that does not exist is not one', () => {
  expect([isZone('Europe/Vienna'), isZone('Mars/Olympus'), isZone(''), isZone(undefined)]).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
