import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkReport } from '#lib/checks/check-report';
import { plainReport } from '../../tests/support/plain-report.ts';

const GOOD = `WRIST RADIOGRAPH LEFT

INDICATION: Fall on the outstretched hand. Right-handed.
TECHNIQUE: Two views of the left wrist; the right was not imaged.
COMPARISON: Right wrist radiograph of 3 May 2020 [1].

FINDINGS:
Transverse fracture of the distal left radius with 12 degrees of dorsal angulation.

IMPRESSION:
Dorsally angulated fracture of the distal left radius.

Dr Petra Nobody, consultant radiologist
`;

const wrist = (reportText: string) =>
  plainReport({
    reportText,
    studyDescription: 'Wrist radiograph left',
    laterality: 'LEFT',
    otherPatients: ['NOBODY, Petra'],
  });

describe('checkReport', () => {
  test('has nothing to say about a good report', () => {
    expect(checkReport(wrist(GOOD))).toEqual([]);
  });

  test('lists what concerns the whole report first, then by place', () => {
    const text = 'FINDINGS:\nNormal right wrist and prostate, [size] mm.\nDOB: 1.1.1950';
    expect(checkReport(wrist(text)).map(({ rule, severity }) => `${severity} ${rule}`)).toEqual([
      'block missing-impression',
      'block side-mismatch',
      'warn sex-specific-term',
      'block untouched-field',
      'block other-patient',
    ]);
  });

  test('says only that an empty report is empty', () => {
    expect(checkReport(wrist(' ')).map(({ rule }) => rule)).toEqual(['empty-report']);
  });

  test('lists a rule’s first 100 places', () => {
    const fields = checkReport(wrist('[field] '.repeat(1000))).filter(({ rule }) => rule === 'untouched-field');
    expect(fields.map(({ from }) => from)).toEqual(Array.from({ length: 100 }, (_, place) => place * 8));
  });

  test('names places inside the text, whatever the text is', () => {
    const words = constantFrom(
      'FINDINGS',
      'Impression:',
      '\n',
      '\r\n',
      ' ',
      '[',
      ']',
      'left',
      'right',
      'RIGHT',
      'ventricle',
      'compared with the',
      'prostate',
      'DOB',
      ':',
      '1/2/1980',
      'Patient: ',
      'Nobody',
      'Petra',
      ',',
      '.',
      '😀',
      '\uD83D',
      'İ',
      'ß',
      '\u2028',
    );
    assert(
      property(array(words, { maxLength: 40 }), (parts) => {
        const text = parts.join('');
        for (const { from, to, message, explanation } of checkReport(wrist(text))) {
          expect((from === null) === (to === null)).toBe(true);
          expect(0 <= (from ?? 0) && (from ?? 0) <= (to ?? 0) && (to ?? 0) <= text.length).toBe(true);
          expect(message.endsWith('.') && explanation.endsWith('.')).toBe(true);
        }
      }),
    );
  });
});
