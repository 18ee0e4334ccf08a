import type { Template } from '#lib/templates/contract';
import { composeText } from '#lib/templates/starter/compose-text';

export const CT_TEMPLATES: readonly Template[] = [
  {
    id: 'ct-head',
    name: 'CT head',
    modality: 'CT',
    procedureCodes: ['CTHEAD'],
    bodyPart: 'HEAD',
    keywords: ['head', 'brain', 'cranium', 'skull'],
    text: composeText({
      technique: 'Acquisition from skull base to vertex [without contrast], with coronal and sagittal reconstructions.',
      findings: [
        'Brain: no haemorrhage, mass or midline shift. Grey-white differentiation is preserved. [Other findings or none.]',
        'Ventricles, sulci and cisterns: [size for age]. No extra-axial collection.',
        'Bones and soft tissues: no fracture or scalp haematoma. Paranasal sinuses and mastoid air cells are aerated.',
      ],
      impression: '[Acute intracranial abnormality or none.]',
    }),
  },
  {
    id: 'ct-chest',
    name: 'CT chest',
    modality: 'CT',
    procedureCodes: ['CTCHEST'],
    bodyPart: 'CHEST',
    keywords: ['chest', 'thorax', 'lung', 'lungs', 'nodule'],
    text: composeText({
      technique: 'Acquisition from the lung apices to the adrenals [with or without contrast], in deep inspiration.',
      findings: [
        'Lungs and airways: no consolidation or interstitial abnormality. Airways are patent. [Nodules: lobe, size, change, or none.]',
        'Pleura: no effusion, thickening or pneumothorax.',
        'Mediastinum and hila: no enlarged lymph nodes. Heart size is normal, no pericardial effusion. Thoracic aorta of normal calibre.',
        'Upper abdomen, chest wall and bones: no suspicious lesion.',
      ],
      impression: '[Main finding.]\n[Follow-up with its interval, or none.]',
    }),
  },
  {
    id: 'ct-pulmonary-angiogram',
    name: 'CT pulmonary angiogram',
    modality: 'CT',
    procedureCodes: ['CTPA'],
    bodyPart: 'CHEST',
    keywords: ['pulmonary angiogram', 'pulmonary angiography', 'pulmonary arteries', 'pulmonary embolism', 'ctpa'],
    text: composeText({
      technique: 'Acquisition in the pulmonary arterial phase after [volume] mL of iodinated contrast.',
      findings: [
        'Pulmonary arteries: opacification is adequate to [segmental] level. [Filling defects: most proximal level and extent, or none.]',
        'Heart: [ratio of right to left ventricle]. No reflux of contrast into the hepatic veins, no pericardial effusion.',
        'Lungs and pleura: no consolidation, infarct, effusion or pneumothorax.',
        'Mediastinum, upper abdomen and bones: no enlarged lymph nodes, no suspicious lesion.',
      ],
      impression: '[Pulmonary embolism with its level, or none.]\n[Right heart strain or none.]',
    }),
  },
  {
    id: 'ct-abdomen-pelvis',
    name: 'CT abdomen and pelvis',
    modality: 'CT',
    procedureCodes: ['CTAP'],
    bodyPart: 'ABDOMEN',
    keywords: ['abdomen', 'abdomen and pelvis', 'abdo', 'abd', 'pelvis'],
    text: composeText({
      technique: 'Acquisition in the [portal venous] phase after intravenous contrast. [Oral contrast or none.]',
      findings: [
        'Liver and bile ducts: no focal lesion, no dilatation. Gallbladder is thin-walled without stones.',
        'Pancreas, spleen and adrenals are unremarkable.',
        'Kidneys enhance symmetrically without hydronephrosis. Bladder is unremarkable.',
        'Bowel: no obstruction or wall thickening. [Appendix: normal, abnormal or not seen.]',
        'Peritoneum, vessels and lymph nodes: no free gas, no free fluid, no enlarged lymph nodes. Abdominal aorta of normal calibre.',
        'Lung bases and bones: no suspicious lesion. [Other findings or none.]',
      ],
      impression: '[Cause of the symptoms or none seen.]\n[Incidental findings that need action, or none.]',
    }),
  },
  {
    id: 'ct-kub',
    name: 'CT kidneys, ureters and bladder',
    modality: 'CT',
    procedureCodes: ['CTKUB'],
    bodyPart: 'ABDOMEN',
    keywords: ['kub', 'kidneys', 'ureters', 'bladder', 'renal', 'stone', 'urolithiasis'],
    text: composeText({
      technique: 'Low-dose acquisition from the kidneys to the pubic symphysis without contrast.',
      findings: [
        'Kidneys: [stones with side, place and size, or none].',
        'Ureters: [stone with side, level, size and density, or none]. [Hydronephrosis with side and degree, or none.]',
        'Bladder: no stone or wall thickening.',
        'Other organs, without contrast: no free fluid. Appendix is normal. Abdominal aorta of normal calibre.',
        'Lung bases and bones: no suspicious lesion.',
      ],
      impression: '[Stone with side, level and size, or no urinary tract stone.]\n[Obstruction or none.]',
    }),
  },
  {
    id: 'ct-cervical-spine',
    name: 'CT cervical spine',
    modality: 'CT',
    procedureCodes: ['CTCSPINE'],
    bodyPart: 'CSPINE',
    keywords: ['cervical spine', 'c spine', 'cspine', 'cervical', 'cerv'],
    text: composeText({
      technique:
        'Thin-section acquisition from the skull base to T1 without contrast, with multiplanar reconstructions.',
      findings: [
        'Alignment: no subluxation. Atlantoaxial and craniocervical relations are normal. Facet joints are congruent.',
        'Bones: [fracture with level and part, or none]. Vertebral body heights are preserved.',
        'Discs and canal: [degenerative change with levels]. No bony narrowing of the canal.',
        'Soft tissues: no prevertebral swelling. Lung apices are clear.',
      ],
      impression: '[Acute injury of the cervical spine or none.]',
    }),
  },
];
