import type { Exam } from './exam.ts';

export const CT_EXAMS: readonly Exam[] = [
  {
    modality: 'CT',
    code: 'CTHEAD',
    description: 'CT head without contrast',
    bodyPart: 'HEAD',
    patients: { from: 18, to: 92 },
    weight: 8,
    reasons: ['Fall with head strike, on an anticoagulant.', 'Sudden headache since this morning.', 'New confusion.'],
    technique: 'Axial acquisition without contrast, with coronal and sagittal reconstructions.',
    outcomes: [
      {
        findings:
          'No intracranial haemorrhage, mass or acute territorial infarct. Ventricles and sulci are in keeping with age. The basal cisterns are clear. No skull fracture. The paranasal sinuses and mastoid air cells are aerated.',
        impression: 'No acute intracranial abnormality.',
      },
      {
        findings:
          'Thin extra-axial collection of mixed density over the right convexity, up to {a:4-9} mm deep, with effacement of the adjacent sulci. Midline shift of {b:2-4} mm to the left. The basal cisterns remain open. No skull fracture.',
        impression: 'Acute on chronic right subdural haematoma, {a} mm deep, with midline shift of {b} mm.',
      },
      {
        findings:
          'Confluent low attenuation in the periventricular white matter. Small old lacunar infarct in the left thalamus. No haemorrhage, mass effect or acute territorial infarct.',
        impression: 'No acute abnormality. Chronic small vessel disease and an old left thalamic lacune.',
      },
    ],
  },
  {
    modality: 'CT',
    code: 'CTPA',
    description: 'CT pulmonary angiogram',
    bodyPart: 'CHEST',
    patients: { from: 20, to: 90 },
    weight: 6,
    reasons: [
      'Pleuritic chest pain and tachycardia. Pulmonary embolism?',
      'Short of breath 10 days after knee replacement.',
    ],
    technique: 'Acquisition in the pulmonary arterial phase after 60 mL of iodinated contrast.',
    outcomes: [
      {
        findings:
          'Adequate opacification to subsegmental level. No filling defect. The right heart is not dilated. No consolidation, pleural effusion or pneumothorax. No enlarged lymph nodes.',
        impression: 'No pulmonary embolism. No other cause of the symptoms seen.',
      },
      {
        findings:
          'Filling defects in segmental arteries of the right lower lobe. The ratio of right to left ventricle is 0.{a:7-9}. Small wedge-shaped subpleural opacity in the right posterior basal segment. No pleural effusion.',
        impression:
          'Segmental pulmonary emboli in the right lower lobe with a small infarct. No sign of right heart strain.',
      },
    ],
  },
  {
    modality: 'CT',
    code: 'CTAP',
    description: 'CT abdomen and pelvis with contrast',
    bodyPart: 'ABDOMEN',
    patients: { from: 18, to: 88 },
    weight: 8,
    reasons: [
      'Right iliac fossa pain and fever.',
      'Weight loss and change of bowel habit.',
      'Left lower quadrant pain.',
    ],
    technique: 'Portal venous phase after intravenous contrast. No oral contrast.',
    outcomes: [
      {
        findings:
          'Liver, gallbladder, pancreas, spleen, adrenals and kidneys are unremarkable. The appendix is seen and normal. No bowel obstruction, free gas or free fluid. No enlarged lymph nodes. No suspicious bone lesion.',
        impression: 'No acute abdominal abnormality.',
      },
      {
        findings:
          'The appendix is {a:9-14} mm wide with a thickened enhancing wall and surrounding stranding. No appendicolith, perforation or collection. The solid organs are unremarkable.',
        impression: 'Acute uncomplicated appendicitis.',
      },
      {
        findings:
          'Segmental wall thickening of the sigmoid colon with inflamed diverticula and stranding of the surrounding fat. Pericolic pocket of gas and fluid of {a:15-28} mm. No distant free gas.',
        impression: 'Acute sigmoid diverticulitis with a contained pericolic abscess of {a} mm.',
      },
    ],
  },
  {
    modality: 'CT',
    code: 'CTKUB',
    description: 'CT kidneys, ureters and bladder',
    bodyPart: 'ABDOMEN',
    patients: { from: 20, to: 75 },
    weight: 5,
    reasons: ['Loin to groin pain with microscopic haematuria. Stone?'],
    technique: 'Low-dose acquisition without contrast.',
    outcomes: [
      {
        findings: 'No renal, ureteric or bladder stone. No hydronephrosis. No perinephric stranding.',
        impression: 'No urinary tract stone.',
      },
      {
        findings:
          'Stone of {a:3-8} mm at the left vesicoureteric junction with mild left hydroureteronephrosis and perinephric stranding. No stone on the right.',
        impression: 'Obstructing stone of {a} mm at the left vesicoureteric junction.',
      },
    ],
  },
  {
    modality: 'CT',
    code: 'CTCHEST',
    description: 'CT chest, low dose, nodule follow-up',
    bodyPart: 'CHEST',
    patients: { from: 45, to: 82 },
    weight: 4,
    reasons: ['Follow-up of a pulmonary nodule at six months.'],
    technique: 'Low-dose acquisition without contrast, 1 mm reconstructions.',
    outcomes: [
      {
        findings:
          'Solid nodule of {a:4-6} mm in the right upper lobe, unchanged. No new nodule. Mild apical emphysema. No enlarged mediastinal lymph nodes.',
        impression: 'Stable nodule of {a} mm in the right upper lobe. Next low-dose CT in 12 months.',
      },
      {
        findings:
          'The nodule of the right upper lobe has grown and is now {a:9-14} mm, with spiculated margins. No enlarged hilar or mediastinal lymph nodes. No pleural effusion.',
        impression: 'Growing spiculated nodule of {a} mm. Referral to the lung multidisciplinary meeting is advised.',
      },
    ],
  },
  {
    modality: 'CT',
    code: 'CTCSPINE',
    description: 'CT cervical spine',
    bodyPart: 'CSPINE',
    patients: { from: 18, to: 90 },
    weight: 3,
    reasons: ['Fall from a ladder, midline neck tenderness.'],
    technique: 'Thin-section acquisition without contrast with multiplanar reconstructions.',
    outcomes: [
      {
        findings: 'Normal alignment. No fracture. No prevertebral swelling. Mild degenerative change at C5/6.',
        impression: 'No acute injury of the cervical spine.',
      },
    ],
  },
];
