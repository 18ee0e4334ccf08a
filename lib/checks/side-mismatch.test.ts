import { describe, expect, test } from 'vitest';
import type { ReportToCheck } from '#lib/checks/contract';
import { checkSideMismatch } from '#lib/checks/side-mismatch';
import { plainReport } from '../../tests/support/plain-report.ts';

const LEFT_KNEE: Partial<ReportToCheck> = { studyDescription: 'MRI knee', laterality: 'LEFT', bodyPart: 'KNEE' };
const ABDOMEN: Partial<ReportToCheck> = { studyDescription: 'CT abdomen and pelvis', bodyPart: 'ABDOMEN' };

const report = (findings: string, impression: string) =>
  `INDICATION:\nPain of the right and left knee.\n\nTECHNIQUE:\nRight lateral view.\n\nFINDINGS:\n${findings}\n\nIMPRESSION:\n${impression}\n`;
const check = (reportText: string, changes: Partial<ReportToCheck> = LEFT_KNEE) =>
  checkSideMismatch(plainReport({ reportText, ...changes }));
/** Severity and the word at the place. */
const read = (text: string, changes?: Partial<ReportToCheck>) =>
  check(text, changes).map(({ severity, from, to }) => `${severity} ${text.slice(from ?? 0, to ?? 0)}`);

describe('an order for the left', () => {
  test.each([
    ['block right', 'Tear of the medial meniscus of the right knee.', 'Tear of the medial meniscus.'],
    ['block Right', 'Meniscal tear.', 'Right meniscal tear.'],
    ['block right', 'Tear in the right knee.', 'Tear in the right knee.'],
    ['block right', 'Tear in the left knee.', 'Tear in the right knee.'],
    ['block right', 'Left: tear. Right: normal.', 'Tear in the right knee.'],
    ['block RIGHT', 'NO FRACTURE', 'NO FRACTURE OF THE RIGHT KNEE'],
    ['block right', 'No fracture of the right knee.', 'No fracture.'],
    ['block R', 'R knee: no fracture.', 'Normal.'],
    ['block right', 'Both menisci of the right knee are torn.', 'Torn menisci.'],
    ['warn left', 'Tear in the right knee.', 'Tear in the left knee.'],
  ])('%s when findings are "%s" and the impression is "%s"', (expected, findings, impression) => {
    expect(read(report(findings, impression))).toEqual([expected]);
  });

  test.each([
    ['Tear in the left knee.', 'Tear in the left knee.'],
    ['Tear of the medial meniscus.', 'Meniscal tear.'],
    ['Tear in the left knee.', 'Meniscal tear.'],
    ['Meniscal tear.', 'Left meniscal tear.'],
    ['Tear in the left knee. The right is normal.', 'Tear in the left knee, none in the right.'],
    ['Joint effusion, more than on the right.', 'Effusion.'],
    ['Wider than the contralateral right knee.', 'Effusion, compared with the right knee.'],
    ['The unaffected right knee is included for comparison.', 'Effusion.'],
    ['The patient is right-handed.', 'Right now no fracture.'],
    ['Osteoarthritis of both knees, worse on the right.', 'Bilateral osteoarthritis, worse on the right.'],
  ])('passes when findings are "%s" and the impression is "%s"', (findings, impression) => {
    expect(check(report(findings, impression))).toEqual([]);
  });

  test('is read in its description, and in a text without headings', () => {
    const order = { studyDescription: 'Wrist radiograph left', laterality: null, bodyPart: 'WRIST' };
    expect(read('Fracture of the right distal radius.', order)).toEqual(['block right']);
    expect(read('CLINICAL DETAILS: fall on the left.\n\nFracture of the right radius.', order)).toEqual([
      'block right',
    ]);
    expect(read('Fracture of the left distal radius.', order)).toEqual([]);
    expect(read('CLINICAL DETAILS: earlier fracture on the right.\n\nNo fracture.', order)).toEqual([]);
  });

  test('is told with its sides, without words of the report', () => {
    expect(check(report('Tear.', 'Right tear.'))[0]?.message).toBe(
      'The order is for the left side; the impression names only the right.',
    );
  });
});

describe('an order without a side', () => {
  test.each([
    ['warn right', 'Stone in the left ureter.', 'Stone in the right ureter.'],
    ['warn Left', 'Right upper lobe nodule.', 'Left upper lobe nodule.'],
    ['warn right', 'Left subdural haematoma with midline shift to the right.', 'Acute right subdural haematoma.'],
  ])('%s when findings are "%s" and the impression is "%s"', (expected, findings, impression) => {
    expect(read(report(findings, impression), ABDOMEN)).toEqual([expected]);
  });

  test.each([
    ['Stone in the left ureter. No stone on the right.', 'Stone in the left ureter.'],
    ['Stone in the left ureter. No stone on the right.', 'No stone on the right.'],
    ['Cyst of the right kidney.', 'Dilated left ventricle.'],
    ['Cyst of the left lobe of the liver.', 'Cyst of the right kidney.'],
    ['Left hemidiaphragm raised.', 'Right pleural effusion.'],
    ['Right subdural haematoma.', 'Subdural haematoma with midline shift to the left.'],
    ['Infarct of the left middle cerebral artery.', 'Infarct that explains the right-sided weakness.'],
    ['Cyst of the left kidney.', 'No acute abnormality.'],
    ['No acute abnormality.', 'Cyst of the left kidney.'],
    ['Stone in the left ureter.', 'Bilateral stones, the larger on the right.'],
  ])('passes when findings are "%s" and the impression is "%s"', (findings, impression) => {
    expect(check(report(findings, impression), ABDOMEN)).toEqual([]);
  });

  test('a chest exam has no side, even when the order tells one', () => {
    const chest = { studyDescription: 'CT chest', laterality: 'LEFT', bodyPart: 'CHEST' };
    expect(check(report('Right lower lobe nodule.', 'Right lower lobe nodule.'), chest)).toEqual([]);
  });
});
