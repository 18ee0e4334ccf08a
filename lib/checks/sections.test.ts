import { describe, expect, test } from 'vitest';
import { bodyOf, splitSections } from '#lib/checks/sections';

/** Kind and trimmed words of each section. */
const read = (text: string) =>
  splitSections(text).map((section) => [section.kind, bodyOf(text, section).trim()] as const);

describe('sections', () => {
  test('are found in order, with the words under each heading', () => {
    const text =
      'CT HEAD\n\nINDICATION:\nFall.\n\nTECHNIQUE:\nNo contrast.\n\nCOMPARISON:\nNone.\n\nFINDINGS:\nNormal.\n\nIMPRESSION:\n1. Normal.\n2. Really.\n';
    expect(read(text)).toEqual([
      ['indication', 'Fall.'],
      ['technique', 'No contrast.'],
      ['comparison', 'None.'],
      ['findings', 'Normal.'],
      ['impression', '1. Normal.\n2. Really.'],
    ]);
  });

  test('keep the offsets of heading and words', () => {
    const text = 'Title\nFINDINGS: clear\nImpression:\r\nNormal';
    const [findings, impression] = splitSections(text);
    expect(findings).toEqual({ kind: 'findings', from: 6, bodyFrom: 15, to: 22 });
    expect(text.slice(22, impression?.bodyFrom)).toBe('Impression:');
    expect(impression?.to).toBe(text.length);
  });

  test.each([
    ['impression', 'impression: normal'],
    ['impression', 'IMPRESSION Normal'],
    ['impression', 'CONCLUSION'],
    ['impression', 'Conclusions:'],
    ['impression', 'Opinion - normal'],
    ['impression', 'Opinion- normal'],
    ['impression', 'SUMMARY:'],
    ['impression', 'Comment:'],
    ['impression', 'FINAL IMPRESSION:'],
    ['impression', 'FINDINGS AND IMPRESSION:'],
    ['impression', 'Findings/Impression:'],
    ['impression', 'IMPRESSION AND RECOMMENDATION:'],
    ['impression', 'IMPRESSION (PRELIMINARY):'],
    ['impression', '**Impression:** normal'],
    ['impression', '## Impression'],
    ['impression', '   IMPRESSION :'],
    ['indication', 'CLINICAL HISTORY: fall'],
    ['indication', 'Clinical details:'],
    ['indication', 'Reason for exam:'],
    ['indication', 'History'],
    ['technique', 'Technique: axial'],
    ['comparison', 'Comparison studies: none'],
    ['comparison', 'COMPARISON None.'],
    ['findings', 'Findings'],
    ['findings', 'REPORT:'],
    ['findings', 'FINDINGS (CT CHEST): clear'],
    ['findings', 'findings'],
  ])('%s begins with "%s"', (kind, line) => {
    expect(splitSections(`Title.\n${line}\n`).map((section) => section.kind)).toEqual([kind]);
  });

  test.each([
    'Findings are consistent with a benign appearance.',
    'FINDINGS ARE CONSISTENT WITH PNEUMONIA.',
    'Comparison is made with the CT of May.',
    'COMPARISON WITH THE CT OF MAY SHOWS GROWTH.',
    'Comparison-view of the other wrist.',
    'History of a fall.',
    'HISTORY OF FALL.',
    'Impressions of the teeth were taken.',
    'Reported by telephone: yes',
    'Summary of the meeting.',
    'REPORT STATUS FINAL',
    'RESULTS CALLED TO DR MADEUP',
    'Technically limited study.',
    'The impression: normal.',
    'no significant\nfindings',
    'findings, as above',
  ])('do not begin with "%s"', (line) => {
    expect(splitSections(`${line}\n`)).toEqual([]);
  });
});
