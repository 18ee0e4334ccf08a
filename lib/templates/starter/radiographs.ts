import type { Template } from '#lib/templates/contract';
import { composeText } from '#lib/templates/starter/compose-text';

const LIMBS =
  'extremity shoulder clavicle scapula humerus elbow forearm wrist hand finger thumb hip femur knee tibia leg ankle foot heel calcaneus toe'.split(
    ' ',
  );

export const RADIOGRAPH_TEMPLATES: readonly Template[] = [
  {
    id: 'xr-chest',
    name: 'XR chest',
    modality: 'XR',
    procedureCodes: ['XRCHEST', 'CRCHESTPORT'],
    bodyPart: 'CHEST',
    keywords: ['chest', 'cxr', 'thorax'],
    text: composeText({
      technique: '[Posteroanterior and lateral, or anteroposterior] view.',
      findings: [
        'Tubes and lines: [position, or none].',
        'Lungs and pleura: [lungs]. No pleural effusion or pneumothorax.',
        'Heart and mediastinum: [heart size]. Normal mediastinal and hilar contours.',
        'Bones and upper abdomen: no fracture, no free gas below the diaphragm.',
      ],
      impression: '[Main finding or no acute abnormality of the chest.]',
    }),
  },
  {
    id: 'xr-limb',
    name: 'XR limb or joint, with side',
    modality: 'XR',
    procedureCodes: ['XRWRIST', 'XRANKLE', 'CRHIP', 'DXKNEE', 'DXHAND'],
    bodyPart: 'EXTREMITY',
    keywords: LIMBS,
    text: composeText({
      technique: '[Views] of the {side} [part].',
      findings: [
        'Bones: [fracture with bone, place and displacement, or no fracture]. No lytic or sclerotic lesion.',
        'Joints: no dislocation. [Joint spaces and surfaces.]',
        'Soft tissues: [swelling, effusion or foreign body, or unremarkable].',
      ],
      impression: '[Fracture or none, main finding] of the {side} [part].',
    }),
  },
  {
    id: 'xr-cervical-spine',
    name: 'XR cervical spine',
    modality: 'XR',
    procedureCodes: ['XRCSPINE'],
    bodyPart: 'CSPINE',
    keywords: ['cervical spine', 'c spine', 'cspine', 'cervical', 'cerv'],
    text: composeText({
      technique: 'Anteroposterior, lateral and [open-mouth] views.',
      findings: [
        'The spine is shown down to [level].',
        'Alignment: normal lines, no slip. [Lordosis.] The dens and lateral masses of C1 are normal.',
        'Bones: [fracture or none]. Vertebral body heights are preserved.',
        'Discs and joints: [degenerative change with levels, or none].',
        'Soft tissues: prevertebral soft tissues are not widened.',
      ],
      impression: '[Acute bone injury or none.]\n[Degenerative change or none.]',
    }),
  },
];
