import type { Template } from '#lib/templates/contract';
import { composeText } from '#lib/templates/starter/compose-text';

export const MR_TEMPLATES: readonly Template[] = [
  {
    id: 'mr-brain',
    name: 'MR brain',
    modality: 'MR',
    procedureCodes: ['MRBRAIN'],
    bodyPart: 'HEAD',
    keywords: ['brain', 'head', 'cerebral'],
    text: composeText({
      technique: 'T1, T2, FLAIR, diffusion and susceptibility-weighted sequences [without contrast].',
      findings: [
        'Brain: no restricted diffusion, haemorrhage or mass. [White matter lesions: number and distribution, or none.]',
        'Ventricles and sulci: [size for age]. No extra-axial collection. Midline structures and craniocervical junction are normal.',
        'Vessels: flow voids of the large arteries and venous sinuses are preserved.',
        'Orbits, sinuses and mastoids are unremarkable.',
      ],
      impression: '[Main finding or no significant intracranial abnormality.]',
    }),
  },
  {
    id: 'mr-lumbar-spine',
    name: 'MR lumbar spine',
    modality: 'MR',
    procedureCodes: ['MRLSPINE'],
    bodyPart: 'LSPINE',
    keywords: ['lumbar spine', 'l spine', 'lspine', 'lumbar', 'lumbosacral'],
    text: composeText({
      technique: 'Sagittal T1, T2 and STIR and axial T2 sequences [without contrast].',
      findings: [
        'Numbering: five lumbar vertebrae are assumed. [Transitional vertebra or none.]',
        'Alignment and marrow: normal lordosis, no slip. No fracture or suspicious marrow lesion.',
        'Conus: ends at [level], normal signal. Cauda equina is unremarkable.',
        'L1/2 to L3/4: no disc herniation, no narrowing of canal or foramina.',
        'L4/5: [disc, canal, recesses, foramina and roots].',
        'L5/S1: [disc, canal, recesses, foramina and roots].',
        'Paraspinal tissues are unremarkable.',
      ],
      impression: '[Root compression with level and side, or none.]\n[Canal stenosis or none.]',
    }),
  },
  {
    id: 'mr-knee',
    name: 'MR knee',
    modality: 'MR',
    procedureCodes: ['MRKNEE'],
    bodyPart: 'KNEE',
    keywords: ['knee'],
    text: composeText({
      technique: 'Proton density sequences with fat suppression in three planes and sagittal T1 of the {side} knee.',
      findings: [
        'Menisci: [medial meniscus]. [Lateral meniscus.]',
        'Ligaments: [anterior cruciate ligament]. Posterior cruciate and collateral ligaments are intact.',
        'Extensor mechanism: quadriceps and patellar tendons are intact. Patella is centred.',
        'Cartilage: [medial, lateral and patellofemoral compartments].',
        'Bone and joint: no fracture or bone bruise. [Effusion or none.] [Popliteal cyst or none.]',
      ],
      impression: '[Main finding or normal MRI] of the {side} knee.',
    }),
  },
  {
    id: 'mr-shoulder',
    name: 'MR shoulder',
    modality: 'MR',
    procedureCodes: ['MRSHOULDER'],
    bodyPart: 'SHOULDER',
    keywords: ['shoulder'],
    text: composeText({
      technique: 'Proton density sequences with fat suppression in three planes and coronal T1 of the {side} shoulder.',
      findings: [
        'Rotator cuff: [supraspinatus]. [Infraspinatus, teres minor and subscapularis.] No fatty atrophy.',
        'Biceps: the long head lies in its groove and is intact. [Labrum and biceps anchor.]',
        'Joints: [acromioclavicular joint]. Glenohumeral cartilage is preserved. [Effusion or none.]',
        'Subacromial space: [bursa].',
        'Bone: no fracture, Hill-Sachs lesion or suspicious marrow lesion.',
      ],
      impression: '[Cuff tear with tendon, depth and size, or none] in the {side} shoulder.',
    }),
  },
  {
    id: 'mr-prostate',
    name: 'MR prostate',
    modality: 'MR',
    procedureCodes: ['MRPROSTATE'],
    bodyPart: 'PROSTATE',
    keywords: ['prostate', 'multiparametric'],
    text: composeText({
      technique: 'T2 in three planes, diffusion with a b value of [b value] and [dynamic contrast enhancement].',
      findings: [
        'Prostate volume: [volume] mL. PSA density: [density]. Haemorrhage: [present or none].',
        'Peripheral zone: [lesions with side, level, size and score, or none].',
        'Transition zone: [lesions with side, level, size and score, or none].',
        'Extraprostatic extension: [none or describe]. Seminal vesicles are normal.',
        'Lymph nodes and pelvic bones: no suspicious lesion.',
      ],
      impression: 'PI-RADS [category]: [lesion with place and size, or no suspicious lesion].',
    }),
  },
];
