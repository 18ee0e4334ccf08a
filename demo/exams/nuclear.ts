import type { Exam } from './exam.ts';

/** Nuclear medicine, PET and fluoroscopy. */
export const NUCLEAR_AND_FLUOROSCOPY: readonly Exam[] = [
  {
    modality: 'NM',
    code: 'NMBONE',
    description: 'Whole-body bone scan',
    bodyPart: 'SKELETON',
    patients: { from: 45, to: 85 },
    weight: 3,
    reasons: ['Staging, raised alkaline phosphatase.'],
    technique: 'Whole-body planar images three hours after 740 MBq Tc-99m HDP, SPECT/CT of the spine.',
    outcomes: [
      {
        findings: 'Physiological tracer distribution. Degenerative uptake in both knees and the lower lumbar spine.',
        impression: 'No evidence of bone metastases.',
      },
      {
        findings: 'Intense focal uptake in the body of T10 and in {a:2-4} ribs with sclerotic correlate on CT.',
        impression: 'Multiple bone metastases.',
      },
    ],
  },
  {
    modality: 'NM',
    code: 'NMTHYROID',
    description: 'Thyroid scintigraphy',
    bodyPart: 'NECK',
    patients: { from: 25, to: 75 },
    weight: 2,
    reasons: ['Suppressed TSH.'],
    technique: 'Planar images 20 minutes after 80 MBq Tc-99m pertechnetate.',
    outcomes: [
      {
        findings: 'Homogeneously increased uptake in both lobes, {a:6-11} % at 20 minutes. No focal lesion.',
        impression: 'Diffuse increased uptake in keeping with Graves disease.',
      },
    ],
  },
  {
    modality: 'PT',
    code: 'PTFDG',
    description: 'FDG PET/CT, skull base to thighs',
    bodyPart: 'WHOLEBODY',
    patients: { from: 30, to: 82 },
    weight: 4,
    reasons: ['Staging of lymphoma.', 'Response assessment after two cycles.'],
    technique: 'Images 60 minutes after 250 MBq F-18 FDG with low-dose CT for attenuation correction.',
    outcomes: [
      {
        findings:
          'Physiological distribution. The previously avid mediastinal lymph nodes show no uptake above blood pool.',
        impression: 'Complete metabolic response (Deauville 2).',
      },
      {
        findings:
          'Avid lymph nodes in the left neck and the mediastinum, SUVmax {a:7-14}, up to {b:18-32} mm. No splenic or bone uptake.',
        impression: 'Avid nodal disease above the diaphragm (Ann Arbor stage II).',
      },
    ],
  },
  {
    modality: 'FL',
    code: 'FLSWALLOW',
    description: 'Barium swallow',
    bodyPart: 'OESOPHAGUS',
    patients: { from: 25, to: 88 },
    weight: 3,
    reasons: ['Difficulty swallowing solids.'],
    technique: 'Double-contrast examination, upright and prone.',
    outcomes: [
      {
        findings: 'Normal oesophageal motility and mucosa. No stricture. Small sliding hiatus hernia.',
        impression: 'Small sliding hiatus hernia. No stricture.',
      },
      {
        findings: 'Smooth tapered narrowing of the distal oesophagus over {a:15-30} mm. No mucosal irregularity.',
        impression: 'Smooth distal oesophageal stricture. Endoscopy is advised.',
      },
    ],
  },
  {
    modality: 'FL',
    code: 'FLHSG',
    description: 'Hysterosalpingogram',
    bodyPart: 'PELVIS',
    patients: { sex: 'F', from: 25, to: 42 },
    weight: 2,
    reasons: ['Investigation of infertility.'],
    technique: 'Fluoroscopy during instillation of water-soluble contrast.',
    outcomes: [
      {
        findings: 'Normal outline of the uterine cavity. Both tubes fill and spill freely.',
        impression: 'Both tubes are patent.',
      },
    ],
  },
];
