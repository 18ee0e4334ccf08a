import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { utcDateTime } from '#lib/date-time';

describe('a date-time is normalised to UTC', () => {
  test.each([
    ['2020-01-01T00:00:00Z', '2020-01-01T00:00:00Z'],
    ['2020-01-01T00:00:00', '2020-01-01T00:00:00Z'],
    ['2020-01-01 00:00:00Z', '2020-01-01T00:00:00Z'],
    ['2020-01-01t00:00:00z', '2020-01-01T00:00:00Z'],
    ['2020-01-01T00:00:00+00:00', '2020-01-01T00:00:00Z'],
    ['2020-01-01T00:00:00-00:00', '2020-01-01T00:00:00Z'],
    ['2020-01-01T10:30:00+10:30', '2020-01-01T00:00:00Z'],
    ['2019-12-31T13:00:00-11:00', '2020-01-01T00:00:00Z'],
    ['2020-03-01T00:30:00+01:00', '2020-02-29T23:30:00Z'],
    ['2021-03-01T00:30:00+01:00', '2021-02-28T23:30:00Z'],
    ['2000-02-29T12:00:00Z', '2000-02-29T12:00:00Z'],
    ['0001-01-01T00:00:00Z', '0001-01-01T00:00:00Z'],
    ['0099-12-31T23:59:59Z', '0099-12-31T23:59:59Z'],
    ['9999-12-31T23:59:59Z', '9999-12-31T23:59:59Z'],
    ['0000-12-31T23:59:59-00:01', '0001-01-01T00:00:59Z'],
    ['9999-12-31T23:59:59+23:59', '9999-12-31T00:00:59Z'],
  ])('%s is %s', (given, utc) => {
    expect(utcDateTime(given)).toBe(utc);
  });
});

describe('a leap second is the second before it, which every clock can show', () => {
  test.each([
    ['2016-12-31T23:59:60Z', '2016-12-31T23:59:59Z'],
    ['2015-06-30T23:59:60.250Z', '2015-06-30T23:59:59.250Z'],
    ['1990-12-31T15:59:60-08:00', '1990-12-31T23:59:59Z'],
    ['2017-01-01T10:29:60.9+10:30', '2016-12-31T23:59:59.9Z'],
    ['2016-12-31T23:59:60', '2016-12-31T23:59:59Z'],
  ])('%s is %s', (given, utc) => {
    expect(utcDateTime(given)).toBe(utc);
    expect(new Date(utc).getTime()).not.toBeNaN();
  });

  test.each([
    '2016-12-31T23:58:60Z',
    '2016-12-31T22:59:60Z',
    '2016-12-30T23:59:60Z',
    '2016-12-31T23:59:61Z',
    '2016-12-31T23:59:60+01:00',
    '2016-02-30T23:59:60Z',
    '2016-12-31T24:59:60Z',
  ])('where there is none it is refused: %s', (given) => {
    expect(utcDateTime(given)).toBeNull();
  });
});

test.each(['.1', '.10', '.123', '.120000', '.123456789', '.000'])('the precision given is kept: %s', (fraction) => {
  expect(utcDateTime(`2020-01-01T00:00:00${fraction}Z`)).toBe(`2020-01-01T00:00:00${fraction}Z`);
  expect(utcDateTime(`2020-01-01T01:00:00${fraction}+01:00`)).toBe(`2020-01-01T00:00:00${fraction}Z`);
});

describe('what is impossible or no date-time is refused', () => {
  test.each([
    '',
    ' ',
    'now',
    '2020',
    '2020-01-01',
    '2020-01-01T00:00',
    '2020-01-01T00:00Z',
    '20200101T000000Z',
    '1577836800',
    '2020-00-01T00:00:00Z',
    '2020-13-01T00:00:00Z',
    '2020-01-00T00:00:00Z',
    '2020-01-32T00:00:00Z',
    '2020-04-31T00:00:00Z',
    '2020-02-30T00:00:00Z',
    '2021-02-29T00:00:00Z',
    '1900-02-29T00:00:00Z',
    '2020-01-01T24:00:00Z',
    '2020-01-01T00:60:00Z',
    '2020-01-01T00:00:60Z',
    '2020-01-01T99:99:99Z',
    '2020-01-01T00:00:00.Z',
    '2020-01-01T00:00:00,5Z',
    '2020-01-01T00:00:00.1234567890Z',
    '2020-01-01T00:00:00 Z',
    '2020-01-01T00:00:00+1',
    '2020-01-01T00:00:00+0100',
    '2020-01-01T00:00:00+24:00',
    '2020-01-01T00:00:00+00:60',

    '2020-01-01T00:00:00UTC',
    '2020-01-01T00:00:00Z\n',
    ' 2020-01-01T00:00:00Z',
    '2020-1-1T0:0:0Z',
    '-001-01-01T00:00:00Z',
    '9999-12-31T23:59:59-00:01',
    '0000-01-01T00:00:00+00:01',
    '0000-01-01T00:00:00Z',
    '0000-12-31T23:59:59Z',
    '0001-01-01T00:00:00+00:01',
    '9999-12-31T23:59:60-00:01',
    '٢٠٢٠-01-01T00:00:00Z',
    '+002020-01-01T00:00:00Z',
  ])('%j', (given) => {
    expect(utcDateTime(given)).toBeNull();
  });
});

test('any instant, written in any offset, is that instant', () => {
  const instant = fc.date({ min: new Date('0001-01-02'), max: new Date('9999-12-30'), noInvalidDate: true });
  const offset = fc.integer({ min: -1439, max: 1439 });
  fc.assert(
    fc.property(instant, offset, (at, minutes) => {
      const wall = new Date(at.getTime() + minutes * 60_000).toISOString().slice(0, 19);
      const size = Math.abs(minutes);
      const pad = (part: number) => String(part).padStart(2, '0');
      const given = `${wall}${minutes < 0 ? '-' : '+'}${pad(Math.floor(size / 60))}:${pad(size % 60)}`;
      expect(utcDateTime(given)).toBe(`${at.toISOString().slice(0, 19)}Z`);
    }),
  );
});
