import { describe, expect, test } from 'vitest';
import { GENERAL_EXAMS, PHANTOM_EXAM, SCREENING_EXAMS } from '../../demo/exams/catalogue.ts';
import { chooseTemplates } from '#lib/templates/choose-templates';
import { STARTER_TEMPLATES } from '#lib/templates/starter-templates';

const nothing = { procedureCode: null, modality: null, bodyPart: null, studyDescription: null };
const firstFor = (exam: Partial<Record<keyof typeof nothing, string | null>>) =>
  chooseTemplates(STARTER_TEMPLATES, { ...nothing, ...exam })[0]?.id;

const FIRST: Record<string, string> = {
  CTHEAD: 'ct-head',
  CTPA: 'ct-pulmonary-angiogram',
  CTAP: 'ct-abdomen-pelvis',
  CTKUB: 'ct-kub',
  CTCHEST: 'ct-chest',
  CTCSPINE: 'ct-cervical-spine',
  MRBRAIN: 'mr-brain',
  MRLSPINE: 'mr-lumbar-spine',
  MRKNEE: 'mr-knee',
  MRSHOULDER: 'mr-shoulder',
  MRPROSTATE: 'mr-prostate',
  USABDO: 'us-abdomen',
  USTHYROID: 'us-thyroid',
  USLEGDVT: 'us-leg-veins',
  USPELVIS: 'us-pelvis-female',
  USOB2: 'us-obstetric',
  USTESTES: 'us-scrotum',
  USBREAST: 'us-breast',
  XRCHEST: 'xr-chest',
  CRCHESTPORT: 'xr-chest',
  XRWRIST: 'xr-limb',
  XRANKLE: 'xr-limb',
  CRHIP: 'xr-limb',
  DXKNEE: 'xr-limb',
  DXHAND: 'xr-limb',
  MGSCREEN: 'mg-screening',
  MGDIAG: 'mg-diagnostic',
  NMBONE: 'nm-bone-scan',
  NMTHYROID: 'nm-thyroid',
  PTFDG: 'pt-fdg',
  FLSWALLOW: 'rf-swallow',
  FLHSG: 'rf-hysterosalpingogram',
  QAPHANTOM: 'general',
};

describe('the first template', () => {
  const exams = [...GENERAL_EXAMS, ...SCREENING_EXAMS, PHANTOM_EXAM];
  test.each(exams.map(({ code, description, modality, bodyPart }) => ({ code, description, modality, bodyPart })))(
    'suits the demo’s $code, with its procedure code and without',
    ({ code, description, modality, bodyPart }) => {
      const exam = { modality, bodyPart, studyDescription: description.replace('{side}', 'left') };
      expect(FIRST[code]).toBeDefined();
      expect(firstFor({ ...exam, procedureCode: code })).toBe(FIRST[code]);
      expect(firstFor(exam)).toBe(FIRST[code]);
    },
  );

  test.each([
    ['ct-abdomen-pelvis', { modality: 'CT', studyDescription: 'CT CHEST ABDOMEN PELVIS W CONTRAST' }],
    ['ct-pulmonary-angiogram', { modality: 'CT', studyDescription: 'CTPA', bodyPart: 'CHEST' }],
    ['mr-brain', { modality: 'MR', studyDescription: 'MRI TRANSFER OF OUTSIDE FILMS', bodyPart: 'BRAIN' }],
    ['xr-cervical-spine', { modality: 'DX', studyDescription: 'Spine Cerv 3views or less' }],
    ['xr-chest', { modality: 'CR', studyDescription: 'XR CHEST 1 VIEW' }],
    ['dxa', { modality: 'DXA', studyDescription: 'Bone density, spine and hip' }],
    ['mr-knee', { modality: null, studyDescription: 'MRI Knee' }],
    ['ct-head', { procedureCode: 'cthead', modality: 'MR', studyDescription: 'MRI knee' }],
    ['general', { modality: 'MR', studyDescription: 'MR elbow' }],
    ['general', { modality: 'XA', studyDescription: 'Angiogram of the head' }],
    ['general', {}],
  ])('is %s for %o', (id, exam) => {
    expect(firstFor(exam)).toBe(id);
  });
});

test('after it come templates of the modality, then the others; none is left out', () => {
  const chosen = chooseTemplates(STARTER_TEMPLATES, { ...nothing, modality: 'MR', studyDescription: 'MRI knee' });
  expect(chosen.map(({ id }) => id).slice(0, 3)).toEqual(['mr-knee', 'general', 'mr-brain']);
  expect(chosen.findIndex(({ modality }) => modality === 'CT')).toBeGreaterThan(
    chosen.findLastIndex(({ modality }) => modality === 'MR'),
  );
  expect(chosen).toHaveLength(STARTER_TEMPLATES.length);
});
