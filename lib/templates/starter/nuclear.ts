import type { Template } from '#lib/templates/contract';
import { composeText } from '#lib/templates/starter/compose-text';

/** Nuclear medicine, PET and bone density. */
export const NUCLEAR_TEMPLATES: readonly Template[] = [
  {
    id: 'nm-bone-scan',
    name: 'NM bone scan',
    modality: 'NM',
    procedureCodes: ['NMBONE'],
    bodyPart: 'SKELETON',
    keywords: ['bone', 'bone scan', 'bone scintigraphy', 'skeletal'],
    text: composeText({
      technique: 'Whole-body planar images three hours after [activity] MBq of [tracer]. [SPECT/CT of which region.]',
      findings: [
        'Skeleton: [focal uptake with places and CT correlate, or none suspicious].',
        'Joints: [degenerative uptake with places].',
        'Kidneys, bladder and soft tissues: physiological distribution.',
      ],
      impression: '[Bone metastases with distribution, or no evidence of them.]',
    }),
  },
  {
    id: 'nm-thyroid',
    name: 'NM thyroid scintigraphy',
    modality: 'NM',
    procedureCodes: ['NMTHYROID'],
    bodyPart: 'NECK',
    keywords: ['thyroid'],
    text: composeText({
      technique:
        'Planar images 20 minutes after [activity] MBq of Tc-99m pertechnetate. [Drugs and contrast taken before.]',
      findings: [
        'Uptake: [percentage] % at 20 minutes, [homogeneous or heterogeneous].',
        'Nodules: [hot or cold, with lobe, or none].',
        'Size of the gland: [normal or enlarged]. Ectopic tissue: [none or place].',
      ],
      impression: '[Diffuse or focal overactivity, low uptake, or normal scintigraphy.]',
    }),
  },
  {
    id: 'pt-fdg',
    name: 'FDG PET/CT',
    modality: 'PT',
    procedureCodes: ['PTFDG'],
    bodyPart: 'WHOLEBODY',
    keywords: ['fdg', 'pet', 'pet ct', 'whole body', 'skull base'],
    text: composeText({
      technique:
        'Images from skull base to thighs [minutes] minutes after [activity] MBq of F-18 FDG, blood glucose [value] mmol/L, with low-dose CT for attenuation correction.',
      findings: [
        'Reference: liver SUVmean [value], mediastinal blood pool SUVmax [value].',
        'Head and neck: [avid lesions with SUVmax and size, or none].',
        'Chest: [avid lesions with SUVmax and size, or none].',
        'Abdomen and pelvis: [avid lesions with SUVmax and size, or none].',
        'Skeleton: [avid lesions, or none].',
        'CT without contrast: [other findings, or none].',
      ],
      impression: '[Extent of avid disease, or none.]\n[Response with its score, or stage.]',
    }),
  },
  {
    id: 'dxa',
    name: 'DXA bone density',
    modality: 'BMD',
    procedureCodes: ['DXA'],
    bodyPart: 'SKELETON',
    keywords: ['dxa', 'dexa', 'bone density', 'bone mineral density', 'bone densitometry', 'densitometry'],
    text: composeText({
      technique: 'Dual-energy X-ray absorptiometry of the lumbar spine and the proximal femur on a [scanner].',
      findings: [
        'Lumbar spine, [levels]: [density] g/cm², T-score [score], Z-score [score].',
        'Femoral neck: [density] g/cm², T-score [score], Z-score [score].',
        'Total hip: [density] g/cm², T-score [score], Z-score [score].',
        'Change since the last scan: [significant gain or loss, or no earlier scan].',
        'Validity: [excluded levels and why, or none].',
      ],
      impression: '[Normal bone density, osteopenia or osteoporosis] by the lowest T-score. [Fracture risk.]',
    }),
  },
];
