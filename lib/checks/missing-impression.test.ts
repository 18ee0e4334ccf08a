import { expect, test } from 'vitest';
import { checkMissingImpression } from '#lib/checks/missing-impression';
import { plainReport } from '../../tests/support/plain-report.ts';

const check = (reportText: string, reportStatus: 'final' | 'preliminary' = 'final') =>
  checkMissingImpression(plainReport({ reportText, reportStatus }));

const HEADED = 'INDICATION:\nFall.\n\nFINDINGS:\nNo fracture.\n';
const PROSE = 'The lungs are clear. '.repeat(25);

test('a report with headings needs an impression: blocked as final, a warning as preliminary', () => {
  expect(check(HEADED)).toMatchObject([{ rule: 'missing-impression', severity: 'block', from: null }]);
  expect(check(HEADED, 'preliminary')).toMatchObject([{ severity: 'warn' }]);
  expect(check('FINDINGS: no fracture.')).toMatchObject([{ severity: 'block' }]);
});

test('an impression with nothing under it blocks at its heading, whatever the status', () => {
  const text = `${HEADED}\nIMPRESSION:\n \n`;
  expect(check(text, 'preliminary')).toMatchObject([
    { severity: 'block', from: text.indexOf('IMPRESSION'), to: text.indexOf('IMPRESSION') + 11 },
  ]);
  expect(check('IMPRESSION:\n\nTECHNIQUE:\nAxial.')).toMatchObject([{ severity: 'block', from: 0 }]);
  expect(check('COMMENT: seen before.\nFINDINGS: none.\nIMPRESSION:')).toHaveLength(1);
});

test('a long text without headings is a warning', () => {
  expect(check(PROSE)).toMatchObject([{ severity: 'warn', from: null }]);
  expect(check(`CLINICAL DETAILS: cough.\n\n${PROSE}`)).toMatchObject([{ severity: 'warn' }]);
});

test.each([
  'Normal chest radiograph.',
  'No fracture. '.repeat(30).trim(),
  'Clinical details: cough.\n\nNormal chest radiograph.',
  `${HEADED}\nIMPRESSION: Normal.`,
  `${HEADED}\nConclusion\nNormal.`,
  `${HEADED}\nOPINION:\nCOMMENT: Normal.`,
  HEADED.replace('FINDINGS', 'FINDINGS AND IMPRESSION'),
  PROSE + '\nImpression: clear lungs.',
])('passes: %s', (text) => {
  expect(check(text)).toEqual([]);
});
