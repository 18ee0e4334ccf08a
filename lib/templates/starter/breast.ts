import type { Template } from '#lib/templates/contract';
import { composeText } from '#lib/templates/starter/compose-text';

export const BREAST_TEMPLATES: readonly Template[] = [
  {
    id: 'mg-screening',
    name: 'MG screening',
    modality: 'MG',
    procedureCodes: ['MGSCREEN'],
    bodyPart: 'BREAST',
    keywords: ['screening', 'screen'],
    text: composeText({
      technique: 'Craniocaudal and mediolateral oblique views of both breasts [with tomosynthesis].',
      findings: [
        'Density: [almost entirely fatty, scattered, heterogeneous or extremely dense].',
        'Right breast: [mass, distortion, asymmetry or calcifications with place, or none].',
        'Left breast: [mass, distortion, asymmetry or calcifications with place, or none].',
        'Axillae: no enlarged lymph nodes.',
      ],
      impression: 'BI-RADS [category]. [Routine screening, or recall of which breast for what.]',
    }),
  },
  {
    id: 'mg-diagnostic',
    name: 'MG diagnostic, with side',
    modality: 'MG',
    procedureCodes: ['MGDIAG'],
    bodyPart: 'BREAST',
    keywords: ['diagnostic', 'diag', 'unilateral', 'mammogram'],
    text: composeText({
      technique:
        'Craniocaudal, mediolateral oblique and [spot compression or magnification] views of the {side} breast.',
      findings: [
        'Density: [almost entirely fatty, scattered, heterogeneous or extremely dense].',
        'The area in question in the {side} breast, [quadrant and distance from the nipple]: [mass, distortion, asymmetry or calcifications, or disperses].',
        'Elsewhere: no suspicious mass, distortion or calcification. Axilla: [lymph nodes].',
      ],
      impression: 'BI-RADS [category] of the {side} breast: [finding]. [Biopsy, ultrasound or follow-up.]',
    }),
  },
  {
    id: 'us-breast',
    name: 'US breast, with side',
    modality: 'US',
    procedureCodes: ['USBREAST'],
    bodyPart: 'BREAST',
    keywords: ['breast', 'axilla'],
    text: composeText({
      technique: 'High-frequency linear transducer, [targeted or whole-breast] examination of the {side} breast.',
      findings: [
        'The {side} breast, [o’clock and distance from the nipple]: [cyst, mass with shape, margin, echo pattern and size, or none].',
        'Elsewhere: no solid mass. Axilla: [lymph nodes].',
      ],
      impression: 'BI-RADS [category] of the {side} breast: [finding]. [Biopsy or follow-up, or none.]',
    }),
  },
];
