import { expect, test } from 'vitest';
import { checkByteLimit } from '#lib/checks/byte-limit';
import { plainReport } from '../../tests/support/plain-report.ts';

const check = (reportText: string) => checkByteLimit(plainReport({ reportText }));

test('a report over 2,097,152 bytes of UTF-8 is stopped, with the numbers', () => {
  const [stop] = check('ö'.repeat(1_048_576) + '!');
  expect(stop).toMatchObject({ rule: 'byte-limit', severity: 'stop', from: null });
  expect(stop?.message).toBe('The report has 2,097,153 of 2,097,152 bytes of UTF-8: 1 too many.');
});

test('from 90 % of the limit on there is a warning, also at the limit itself', () => {
  expect(check('a'.repeat(1_887_437))).toMatchObject([
    { severity: 'warn', message: 'The report has 1,887,437 of 2,097,152 bytes of UTF-8.' },
  ]);
  expect(check('a'.repeat(2_097_152))).toMatchObject([{ severity: 'warn' }]);
});

test('below that, nothing is said: bytes count, not characters', () => {
  expect(check('a'.repeat(1_887_436))).toEqual([]);
  expect(check('ö'.repeat(943_718))).toEqual([]);
});
