import { expect, test } from 'vitest';
import { readDate } from '#lib/checks/written-dates';

test.each([
  '1980-05-03',
  '1980/05/03',
  '1980.5.3',
  '19800503',
  '3/5/1980',
  '03-05-1980',
  '3.5.1980',
  '3. 5. 1980',
  '03/05/80',
  '05/03/1980',
  '5-3-80',
  '05031980',
  '03051980',
  '3 May 1980',
  '3rd of May 1980',
  '03-May-1980',
  '3May80',
  'May 3, 1980',
  'MAY 3rd 1980',
  'May 03 80',
  '1980-MAY-03',
  '3 may, 1980 and more',
])('%s can be 3 May 1980', (text) => {
  expect(readDate(text)).toContain('1980-05-03');
});

test.each(['1980-05-04', '4/5/1980', '3/5/1981', '3 June 1980', '05/04/80'])('%s cannot', (text) => {
  expect(readDate(text)).not.toHaveLength(0);
  expect(readDate(text)).not.toContain('1980-05-03');
});

test.each([
  '',
  'unknown',
  '1980',
  '40/13/1980',
  '3 Foo 1980',
  '12345',
  '1/2',
  '00/00/0000',
  '120/80 mmHg',
  '3.5 cm',
  '5 May',
])('"%s" is no date', (text) => {
  expect(readDate(text)).toEqual([]);
});
