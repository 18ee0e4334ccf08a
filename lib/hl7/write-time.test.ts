import { expect, test } from 'vitest';
import { instantOf, wallTimeOf } from '#lib/hl7/write-time';

test.each([
  ['2026-11-22T09:00:00Z', '20261122090000+0000'],
  ['2026-11-22T09:00:00.120Z', '20261122090000.120+0000'],
  ['2026-11-22T09:00:00.123456789Z', '20261122090000.1234+0000'],
])('%s is %s', (utc, written) => {
  expect(instantOf(utc)).toBe(written);
});

test.each([
  ['2026-11-20', '09:30:00', 'Australia/Melbourne', '20261120093000+1100'],
  ['2026-07-20', '09:30:00', 'Australia/Melbourne', '20260720093000+1000'],
  ['2026-11-01', '01:30:00', 'America/New_York', '20261101013000-0400'],
  ['2026-11-20', '09:30:00', 'Asia/Kathmandu', '20261120093000+0545'],
  ['2026-11-20', '09:30:00', null, '20261120093000'],
  ['2026-11-20', null, 'Australia/Melbourne', '20261120'],
  [null, '09:30:00', 'Australia/Melbourne', ''],
] as const)('%s %s in %s is %s', (date, time, zone, written) => {
  expect(wallTimeOf(date, time, zone)).toBe(written);
});
