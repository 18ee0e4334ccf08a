import { describe, expect, test } from 'vitest';
import { contentSha256, type ReportContent } from '#lib/reports/content';
import { decideSubmission, type ReportHead } from '#lib/reports/rules';

const content = (changes: Partial<ReportContent> = {}): ReportContent => ({
  reportText: 'Lungs are clear.',
  reportFormat: 'text/plain',
  clinicianName: null,
  clinicianProviderNumber: null,
  clinicianEmail: null,
  ...changes,
});
const SAME = contentSha256(content());
const OTHER = contentSha256(content({ reportText: 'Lungs are not clear.' }));

const head = (changes: Partial<ReportHead> = {}): ReportHead => ({
  open: true,
  currentVersion: 0,
  currentReportStatus: null,
  currentResultStatus: null,
  currentContentSha256: null,
  ...changes,
});
const after = (status: ReportHead['currentReportStatus'], result: ReportHead['currentResultStatus'], version = 1) =>
  head({
    currentVersion: version,
    currentReportStatus: status,
    currentResultStatus: result,
    currentContentSha256: SAME,
  });

describe('a submission becomes', () => {
  test.each<[string, ReportHead, 'preliminary' | 'final', Buffer, object]>([
    ['the first version: P', head(), 'preliminary', SAME, { version: 1, resultStatus: 'P' }],
    ['the first version: F', head(), 'final', SAME, { version: 1, resultStatus: 'F' }],
    ['P after P', after('preliminary', 'P'), 'preliminary', OTHER, { version: 2, resultStatus: 'P' }],
    [
      'F after P, also with the same content',
      after('preliminary', 'P'),
      'final',
      SAME,
      { version: 2, resultStatus: 'F' },
    ],
    ['C after F with other content', after('final', 'F', 4), 'final', OTHER, { version: 5, resultStatus: 'C' }],
    ['the same F after F with the same content', after('final', 'F'), 'final', SAME, { version: 2, resultStatus: 'F' }],
    ['the same C after C with the same content', after('final', 'C'), 'final', SAME, { version: 2, resultStatus: 'C' }],
    ['C after C with other content', after('final', 'C'), 'final', OTHER, { version: 2, resultStatus: 'C' }],
    ['F after a withdrawal', after('withdrawn', 'X'), 'final', SAME, { version: 2, resultStatus: 'F' }],
    ['P after a withdrawal', after('withdrawn', 'X'), 'preliminary', SAME, { version: 2, resultStatus: 'P' }],
  ])('%s', (_, current, status, sha256, decision) => {
    expect(decideSubmission(current, status, sha256, null)).toEqual({ kind: 'accepted', ...decision });
    expect(decideSubmission(current, status, sha256, current.currentVersion)).toMatchObject({ kind: 'accepted' });
  });
});

describe('a submission is refused', () => {
  test('when there is no appointment, or it is not open, whatever else is wrong', () => {
    expect(decideSubmission(null, 'final', SAME, 9)).toEqual({ kind: 'not_pending' });
    const closed = { ...after('final', 'F'), open: false };
    expect(decideSubmission(closed, 'preliminary', SAME, 9)).toEqual({ kind: 'not_pending' });
  });

  test('when it means to replace another version than the current one, naming that', () => {
    expect(decideSubmission(after('preliminary', 'P', 3), 'final', SAME, 2)).toEqual({
      kind: 'stale',
      currentVersion: 3,
    });
    expect(decideSubmission(after('final', 'F', 3), 'preliminary', SAME, 0)).toEqual({
      kind: 'stale',
      currentVersion: 3,
    });
  });

  test('when it is preliminary after a final', () => {
    expect(decideSubmission(after('final', 'F'), 'preliminary', OTHER, null)).toEqual({ kind: 'after_final' });
    expect(decideSubmission(after('final', 'C'), 'preliminary', OTHER, 1)).toEqual({ kind: 'after_final' });
  });
});

describe('two contents are the same', () => {
  test('only when every member is', () => {
    const different = [
      content({ reportText: 'Lungs are clear. ' }),
      content({ reportFormat: 'text/html' }),
      content({ clinicianName: '' }),
      content({ clinicianProviderNumber: '' }),
      content({ clinicianEmail: '' }),
      content({ clinicianName: 'a', clinicianProviderNumber: 'b' }),
      content({ clinicianName: 'a","b' }),
      content({ clinicianProviderNumber: 'a', clinicianEmail: 'b' }),
    ];
    const hashes = [content(), ...different].map((one) => contentSha256(one).toString('hex'));
    expect(new Set(hashes).size).toBe(hashes.length);
  });
});
