import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isInInterval, parseDateTime, parsePeriod } from '#lib/routing/date-interval';

const utc = (text: string) => Date.parse(text);
const dateOf = (text: string) => parseDateTime(text) ?? expect.fail(`${text} is not a date`);

function periodOf(text: string) {
  const result = parsePeriod(text);
  return result.ok ? result.period : expect.fail(result.reason);
}

describe('parseDateTime', () => {
  it.each([
    ['2026-11-20', '2026-11-20T00:00:00Z'],
    ['20261120', '2026-11-20T00:00:00Z'],
    ['2026-11-20T09:30', '2026-11-20T09:30:00Z'],
    ['2026-11-20 09:30:15', '2026-11-20T09:30:15Z'],
    ['2026-11-20T09:30:15.57', '2026-11-20T09:30:15.570Z'],
    ['2026112009', '2026-11-20T09:00:00Z'],
    ['202611200930', '2026-11-20T09:30:00Z'],
    ['20261120093015', '2026-11-20T09:30:15Z'],
    ['20261120093015.1239', '2026-11-20T09:30:15.123Z'],
    ['2024-02-29', '2024-02-29T00:00:00Z'],
  ])('reads %s as clock time without a zone', (text, expected) => {
    expect(parseDateTime(text)).toEqual({ ms: utc(expected), zoned: false });
  });

  it.each([
    ['2026-11-20T09:30:15Z', '2026-11-20T09:30:15Z'],
    ['2026-11-20T09:30:15.123+11:00', '2026-11-19T22:30:15.123Z'],
    ['2026-11-20T09:30-0500', '2026-11-20T14:30:00Z'],
    ['202001010000-0000', '2020-01-01T00:00:00Z'],
    ['20261120093015+1030', '2026-11-19T23:00:15Z'],
  ])('reads %s as an instant', (text, expected) => {
    expect(parseDateTime(text)).toEqual({ ms: utc(expected), zoned: true });
  });

  it.each([
    '',
    'now',
    '2026',
    '202611',
    '2026-02-29',
    '20261301',
    '2026-11-20T24:00',
    '2026-11-20T09:60',
    '202611200930+1960',
    '202611200930+0960',
    '2026-11-20T09:30+19:00',
    '20/11/2026',
    '2026-11-20x',
    ' 2026-11-20',
    `2026-11-20T09:30:00.${'0'.repeat(100)}Z`,
  ])('does not take "%s" for a date', (text) => {
    expect(parseDateTime(text)).toBeNull();
  });

  it('reads back every instant that JavaScript prints', () => {
    const range = { min: new Date('0100-01-01T00:00:00Z'), max: new Date('9999-12-31T23:59:59Z'), noInvalidDate: true };
    fc.assert(
      fc.property(fc.date(range), (date) => {
        expect(parseDateTime(date.toISOString())).toEqual({ ms: date.getTime(), zoned: true });
      }),
    );
  });
});

describe('parsePeriod', () => {
  it.each([
    ['P1Y', 12, 0],
    ['P1Y6M', 18, 0],
    ['P2W', 0, 14],
    ['p19d', 0, 19],
    ['-P1Y2M3D', -14, -3],
    ['P-19D', 0, -19],
    ['-P-19D', 0, 19],
    ['+P1000Y', 12_000, 0],
  ])('reads %s', (text, months, days) => {
    const period = periodOf(text);
    expect([period.months + 0, period.days + 0]).toEqual([months, days]);
  });

  it.each(['', 'P', '19D', 'P19', 'PT1H', 'P1D1Y', 'P1.5D', 'P999999Y', 'P1Y '])('refuses "%s"', (text) => {
    expect(parsePeriod(text)).toMatchObject({ ok: false, reason: expect.stringContaining('is not a period') });
  });

  it('refuses a period that goes forward and backward', () => {
    expect(parsePeriod('P1Y-1M')).toMatchObject({ ok: false, reason: expect.stringContaining('mixes') });
  });
});

const within = (value: string, date: string, period: string, timeZone?: string) =>
  isInInterval(dateOf(value), dateOf(date), periodOf(period), timeZone);

describe('isInInterval', () => {
  it('includes the start and excludes the end of a forward period', () => {
    expect(within('2019-12-31T23:59:59', '2020-01-01', 'P1Y')).toBe(false);
    expect(within('2020-01-01', '2020-01-01', 'P1Y')).toBe(true);
    expect(within('2020-12-31T23:59:59', '2020-01-01', 'P1Y')).toBe(true);
    expect(within('2021-01-01', '2020-01-01', 'P1Y')).toBe(false);
  });

  it('runs from date + period up to but not including the date for a backward period', () => {
    expect(within('2026-01-11', '2026-01-31', '-P19D')).toBe(false);
    expect(within('2026-01-12', '2026-01-31', '-P19D')).toBe(true);
    expect(within('2026-01-30T23:59:59', '2026-01-31', '-P19D')).toBe(true);
    expect(within('2026-01-31', '2026-01-31', '-P19D')).toBe(false);
  });

  it('holds nothing when the period is zero', () => {
    expect(within('2026-01-31', '2026-01-31', 'P0D')).toBe(false);
  });

  it('ends a month after the 31st on the last day of a shorter month', () => {
    expect(within('2026-02-27', '2026-01-31', 'P1M')).toBe(true);
    expect(within('2026-02-28', '2026-01-31', 'P1M')).toBe(false);
    expect(within('2023-02-28', '2024-02-29', '-P1Y')).toBe(true);
    expect(within('2023-02-27', '2024-02-29', '-P1Y')).toBe(false);
  });

  it('adds months before days', () => {
    expect(within('2026-02-28T23:00', '2026-01-31', 'P1M1D')).toBe(true);
    expect(within('2026-03-01', '2026-01-31', 'P1M1D')).toBe(false);
  });

  it('takes a date without offset as a day in the zone given', () => {
    const halfPastNineInMelbourne = '2026-11-19T22:30:00Z';
    expect(within('2026-11-20', halfPastNineInMelbourne, '-P1D', 'Australia/Melbourne')).toBe(true);
    expect(within('2026-11-20', halfPastNineInMelbourne, '-P1D')).toBe(false);
    expect(within('2026-11-20T09:29:59', halfPastNineInMelbourne, '-P1D', 'Australia/Melbourne')).toBe(true);
    expect(within('2026-11-20T09:30:00', halfPastNineInMelbourne, '-P1D', 'Australia/Melbourne')).toBe(false);
  });

  it('compares instants to the millisecond in every zone', () => {
    const zones = fc.constantFrom('UTC', 'Australia/Melbourne', 'America/Los_Angeles', 'Asia/Kolkata');
    fc.assert(
      fc.property(zones, fc.integer({ min: -5, max: 5 }), (timeZone, shift) => {
        const date = { ms: utc('2026-06-15T12:00:00.250Z'), zoned: true };
        const value = { ms: date.ms + shift, zoned: true };
        expect(isInInterval(value, date, periodOf('P1D'), timeZone)).toBe(shift >= 0);
        expect(isInInterval(value, date, periodOf('-P1D'), timeZone)).toBe(shift < 0);
      }),
    );
  });
});
