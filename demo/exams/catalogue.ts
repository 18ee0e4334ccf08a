import { BREAST_EXAMS, BREAST_ULTRASOUND } from './breast.ts';
import { CT_EXAMS } from './ct.ts';
import type { Exam } from './exam.ts';
import { MR_EXAMS } from './mr.ts';
import { NUCLEAR_AND_FLUOROSCOPY } from './nuclear.ts';
import { RADIOGRAPHS } from './radiographs.ts';
import { ULTRASOUND_EXAMS } from './ultrasound.ts';

/** What hospitals and clinics of the demo examine. */
export const GENERAL_EXAMS: readonly Exam[] = [
  ...CT_EXAMS,
  ...MR_EXAMS,
  ...ULTRASOUND_EXAMS,
  ...RADIOGRAPHS,
  ...NUCLEAR_AND_FLUOROSCOPY,
];

/** What its breast screening sites examine. */
export const SCREENING_EXAMS: readonly Exam[] = [...BREAST_EXAMS, BREAST_ULTRASOUND];

/** The test object that machines are checked with: no patient, so no destination should store its report. */
export const PHANTOM_EXAM: Exam = {
  modality: 'CT',
  code: 'QAPHANTOM',
  description: 'Quality assurance, water phantom',
  bodyPart: 'PHANTOM',
  patients: { from: 0, to: 0 },
  weight: 0,
  reasons: ['Monthly constancy test.'],
  technique: 'Constancy protocol of the manufacturer.',
  outcomes: [
    {
      findings: 'Mean CT number of water {a:1-3} HU, noise {b:3-5} HU. Uniformity within tolerance.',
      impression: 'The scanner passes the constancy test.',
    },
  ],
};
