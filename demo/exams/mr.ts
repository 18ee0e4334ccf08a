import type { Exam } from './exam.ts';

export const MR_EXAMS: readonly Exam[] = [
  {
    modality: 'MR',
    code: 'MRBRAIN',
    description: 'MRI brain',
    bodyPart: 'HEAD',
    patients: { from: 18, to: 80 },
    weight: 6,
    reasons: ['Two episodes of visual disturbance. Demyelination?', 'Chronic headache, no red flags.'],
    technique: 'T1, T2, FLAIR, diffusion and susceptibility-weighted sequences without contrast.',
    outcomes: [
      {
        findings:
          'No restricted diffusion, haemorrhage or mass. Normal ventricles and sulci for age. A few nonspecific white matter foci. The flow voids of the large vessels are preserved.',
        impression: 'No significant intracranial abnormality.',
      },
      {
        findings:
          'At least {a:6-12} ovoid FLAIR-hyperintense lesions, several periventricular and perpendicular to the corpus callosum, two juxtacortical and one in the left middle cerebellar peduncle. No restricted diffusion.',
        impression:
          'Lesions in a distribution typical of demyelination. Contrast-enhanced MRI of the spine is advised.',
      },
    ],
  },
  {
    modality: 'MR',
    code: 'MRLSPINE',
    description: 'MRI lumbar spine',
    bodyPart: 'LSPINE',
    patients: { from: 22, to: 80 },
    weight: 7,
    reasons: ['Low back pain with sciatica for eight weeks.', 'Leg weakness and altered perianal sensation.'],
    technique: 'Sagittal T1, T2 and STIR, axial T2 sequences.',
    outcomes: [
      {
        findings:
          'Normal alignment and marrow signal. The conus ends at L1. Mild disc dehydration at L4/5 and L5/S1 without nerve root compression or canal stenosis.',
        impression: 'Mild degenerative change. No neural compression.',
      },
      {
        findings:
          'Disc extrusion at L5/S1, central to right, {a:7-12} mm, displacing the right S1 root in the lateral recess. No canal stenosis. Normal conus.',
        impression: 'Disc extrusion at L5/S1 compressing the right S1 nerve root.',
      },
    ],
  },
  {
    modality: 'MR',
    code: 'MRKNEE',
    description: 'MRI knee {side}',
    bodyPart: 'KNEE',
    patients: { from: 16, to: 68 },
    weight: 6,
    reasons: ['Twisting injury at football, locking.', 'Medial joint line pain for three months.'],
    technique: 'Proton density sequences with fat suppression in three planes, sagittal T1.',
    outcomes: [
      {
        findings:
          'The menisci, cruciate and collateral ligaments of the {side} knee are intact. Cartilage is preserved. No joint effusion.',
        impression: 'Normal MRI of the {side} knee.',
      },
      {
        findings:
          'Oblique tear of the posterior horn of the medial meniscus of the {side} knee reaching the inferior surface. The ligaments are intact. Small joint effusion. Popliteal cyst of {a:18-35} mm.',
        impression: 'Tear of the posterior horn of the medial meniscus of the {side} knee.',
      },
      {
        findings:
          'Complete rupture of the anterior cruciate ligament of the {side} knee in its middle third. Bone bruises of the lateral femoral condyle and the posterolateral tibial plateau. Moderate effusion.',
        impression: 'Complete rupture of the anterior cruciate ligament of the {side} knee.',
      },
    ],
  },
  {
    modality: 'MR',
    code: 'MRSHOULDER',
    description: 'MRI shoulder {side}',
    bodyPart: 'SHOULDER',
    patients: { from: 25, to: 74 },
    weight: 4,
    reasons: ['Painful arc and night pain.'],
    technique: 'Proton density sequences with fat suppression in three planes, coronal T1.',
    outcomes: [
      {
        findings:
          'The rotator cuff of the {side} shoulder is intact. Mild thickening of the subacromial bursa. The long head of biceps is in place.',
        impression: 'Mild subacromial bursitis of the {side} shoulder. No cuff tear.',
      },
      {
        findings:
          'Full-thickness tear of the supraspinatus tendon of the {side} shoulder, {a:10-22} mm in the sagittal plane, retracted by {b:8-16} mm. No fatty atrophy.',
        impression: 'Full-thickness supraspinatus tear of the {side} shoulder, {a} mm.',
      },
    ],
  },
  {
    modality: 'MR',
    code: 'MRPROSTATE',
    description: 'MRI prostate, multiparametric',
    bodyPart: 'PROSTATE',
    patients: { sex: 'M', from: 50, to: 78 },
    weight: 3,
    reasons: ['Raised prostate-specific antigen, first MRI.'],
    technique: 'T2 in three planes, diffusion with b 1400, dynamic contrast enhancement.',
    outcomes: [
      {
        findings:
          'Prostate of {a:38-62} mL with benign hyperplasia of the transition zone. No suspicious lesion of the peripheral zone. Normal seminal vesicles.',
        impression: 'PI-RADS 2. Clinically significant cancer is unlikely.',
      },
      {
        findings:
          'Lesion of {a:9-14} mm in the left posterolateral peripheral zone at mid gland, dark on T2 with marked restricted diffusion and early enhancement. No extraprostatic extension.',
        impression: 'PI-RADS 4 lesion of {a} mm in the left peripheral zone. Targeted biopsy is advised.',
      },
    ],
  },
];
