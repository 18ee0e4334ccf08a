import { expect, test } from 'vitest';
import { checkEmptyReport } from '#lib/checks/empty-report';
import { plainReport } from '../../tests/support/plain-report.ts';

test.each(['', ' \n\t ', '---\n…', '\u200B'])('a report without a word is stopped: "%s"', (reportText) => {
  expect(checkEmptyReport(plainReport({ reportText }))).toMatchObject([{ rule: 'empty-report', severity: 'stop' }]);
  expect(checkEmptyReport(plainReport({ reportText, reportStatus: 'preliminary' }))).toHaveLength(1);
});

test.each(['Normal.', '正常', 'BI-RADS 2', '2'])('one word is a report: "%s"', (reportText) => {
  expect(checkEmptyReport(plainReport({ reportText }))).toEqual([]);
});
