import { expect, test } from 'vitest';
import { checkUntouchedFields } from '#lib/checks/untouched-field';
import { plainReport } from '../../tests/support/plain-report.ts';

const check = (reportText: string) => checkUntouchedFields(plainReport({ reportText }));

test('every field left in the text blocks at its place', () => {
  expect(check('Nodule of [size] mm, [side].')).toMatchObject([
    { rule: 'untouched-field', severity: 'block', from: 10, to: 16, message: 'The field [size] is not filled in.' },
    { rule: 'untouched-field', severity: 'block', from: 21, to: 27 },
  ]);
});

test.each(['Nodule of 4 mm.', 'As in [1] and [12].', '“fracture [sic]”', 'Sodium [135-145].', '[F-18]FDG'])(
  'a text without fields passes: %s',
  (text) => expect(check(text)).toEqual([]),
);
