import type { Exam } from './exam.ts';

export const BREAST_EXAMS: readonly Exam[] = [
  {
    modality: 'MG',
    code: 'MGSCREEN',
    description: 'Screening mammogram',
    bodyPart: 'BREAST',
    patients: { sex: 'F', from: 50, to: 74 },
    weight: 6,
    reasons: ['Routine two-yearly screening.'],
    technique: 'Craniocaudal and mediolateral oblique views of both breasts with tomosynthesis.',
    outcomes: [
      {
        findings: 'Scattered fibroglandular tissue. No suspicious mass, distortion or calcification in either breast.',
        impression: 'BI-RADS 1, negative. Routine screening in two years.',
      },
      {
        findings:
          'Heterogeneously dense tissue. Group of fine pleomorphic calcifications over {a:6-15} mm in the upper outer quadrant of the left breast. No mass. The right breast is unremarkable.',
        impression: 'BI-RADS 0. Recall for magnification views of the left breast.',
      },
    ],
  },
  {
    modality: 'MG',
    code: 'MGDIAG',
    description: 'Diagnostic mammogram {side}',
    bodyPart: 'BREAST',
    patients: { sex: 'F', from: 40, to: 80 },
    weight: 3,
    reasons: ['Recalled from screening.', 'Palpable lump.'],
    technique: 'Craniocaudal, mediolateral oblique and spot compression views.',
    outcomes: [
      {
        findings:
          'The asymmetry of the {side} breast disperses on spot compression. No mass or suspicious calcification.',
        impression: 'BI-RADS 2, benign. Return to routine screening.',
      },
      {
        findings:
          'Irregular spiculated mass of {a:9-18} mm in the upper outer quadrant of the {side} breast. No axillary lymph nodes seen.',
        impression: 'BI-RADS 5 mass of the {side} breast, {a} mm. Ultrasound-guided biopsy is advised.',
      },
    ],
  },
];

/** Done beside mammography where screening is done. */
export const BREAST_ULTRASOUND: Exam = {
  modality: 'US',
  code: 'USBREAST',
  description: 'Ultrasound breast {side}',
  bodyPart: 'BREAST',
  patients: { sex: 'F', from: 28, to: 74 },
  weight: 3,
  reasons: ['Dense breasts, supplementary examination.', 'Palpable lump.'],
  technique: 'High-frequency linear transducer, targeted and whole-breast examination.',
  outcomes: [
    {
      findings:
        'Simple cyst of {a:6-14} mm in the {side} breast at 10 o’clock. No solid mass. Normal axillary lymph nodes.',
      impression: 'Simple cyst of the {side} breast. BI-RADS 2, benign.',
    },
    {
      findings: 'Oval, circumscribed, hypoechoic mass of {a:8-16} mm in the {side} breast, parallel to the skin.',
      impression: 'Probable fibroadenoma of the {side} breast, BI-RADS 3. Ultrasound in six months is advised.',
    },
  ],
};
