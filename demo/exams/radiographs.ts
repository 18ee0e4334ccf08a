import type { Exam } from './exam.ts';

export const RADIOGRAPHS: readonly Exam[] = [
  {
    modality: 'XR',
    code: 'XRCHEST',
    description: 'Chest radiograph, two views',
    bodyPart: 'CHEST',
    patients: { from: 5, to: 92 },
    weight: 6,
    reasons: ['Cough and fever for four days.', 'Preoperative.', 'Follow-up of pneumonia.'],
    technique: 'Posteroanterior and lateral views.',
    outcomes: [
      {
        findings: 'Lungs and pleural spaces are clear. Normal heart size and mediastinal contour. No bone lesion.',
        impression: 'Normal chest radiograph.',
      },
      {
        findings:
          'Consolidation in the right lower zone with air bronchograms. No pleural effusion. Normal heart size.',
        impression: 'Right lower lobe pneumonia. Follow-up radiograph in six weeks is advised.',
      },
    ],
  },
  {
    modality: 'XR',
    code: 'XRWRIST',
    description: 'Wrist radiograph {side}',
    bodyPart: 'WRIST',
    patients: { from: 6, to: 85 },
    weight: 4,
    reasons: ['Fall on the outstretched hand.'],
    technique: 'Posteroanterior, lateral and oblique views.',
    outcomes: [
      {
        findings: 'No fracture or dislocation of the {side} wrist. Joint spaces are preserved.',
        impression: 'No acute bone injury of the {side} wrist.',
      },
      {
        findings:
          'Transverse fracture of the distal {side} radius with {a:8-20} degrees of dorsal angulation. Fracture of the ulnar styloid.',
        impression: 'Dorsally angulated fracture of the distal {side} radius.',
      },
    ],
  },
  {
    modality: 'XR',
    code: 'XRANKLE',
    description: 'Ankle radiograph {side}',
    bodyPart: 'ANKLE',
    patients: { from: 8, to: 80 },
    weight: 3,
    reasons: ['Inversion injury, unable to bear weight.'],
    technique: 'Anteroposterior, lateral and mortise views.',
    outcomes: [
      {
        findings:
          'Soft tissue swelling over the lateral malleolus of the {side} ankle. No fracture. The mortise is congruent.',
        impression: 'No fracture of the {side} ankle.',
      },
      {
        findings:
          'Oblique fracture of the lateral malleolus of the {side} ankle at joint level, {a:1-3} mm displaced. The mortise is congruent.',
        impression: 'Weber B fracture of the {side} ankle.',
      },
    ],
  },
  {
    modality: 'CR',
    code: 'CRCHESTPORT',
    description: 'Mobile chest radiograph',
    bodyPart: 'CHEST',
    patients: { from: 20, to: 92 },
    weight: 6,
    reasons: ['Position of the nasogastric tube.', 'Increasing oxygen requirement.'],
    technique: 'Anteroposterior supine view.',
    outcomes: [
      {
        findings: 'The nasogastric tube passes below the diaphragm with its tip over the stomach. Lungs are clear.',
        impression: 'Nasogastric tube in the stomach.',
      },
      {
        findings: 'Bilateral perihilar opacities with septal lines and small pleural effusions. The heart is enlarged.',
        impression: 'Pulmonary oedema with small bilateral effusions.',
      },
    ],
  },
  {
    modality: 'CR',
    code: 'CRHIP',
    description: 'Hip radiograph {side}',
    bodyPart: 'HIP',
    patients: { from: 50, to: 94 },
    weight: 4,
    reasons: ['Fall at home, leg shortened.', 'Groin pain on walking.'],
    technique: 'Anteroposterior and lateral views.',
    outcomes: [
      {
        findings: 'No fracture of the {side} hip. Moderate narrowing of the superior joint space with osteophytes.',
        impression: 'Moderate osteoarthritis of the {side} hip. No fracture.',
      },
      {
        findings: 'Displaced subcapital fracture of the {side} femoral neck. No lytic lesion.',
        impression: 'Displaced fracture of the {side} femoral neck.',
      },
    ],
  },
  {
    modality: 'DX',
    code: 'DXKNEE',
    description: 'Knee radiograph {side}, weight bearing',
    bodyPart: 'KNEE',
    patients: { from: 30, to: 86 },
    weight: 4,
    reasons: ['Chronic knee pain, worse on stairs.'],
    technique: 'Weight-bearing anteroposterior and lateral views.',
    outcomes: [
      {
        findings: 'Joint spaces of the {side} knee are preserved. No effusion or loose body.',
        impression: 'Normal radiograph of the {side} knee.',
      },
      {
        findings:
          'Narrowing of the medial compartment of the {side} knee to {a:1-3} mm with subchondral sclerosis and osteophytes.',
        impression: 'Advanced medial osteoarthritis of the {side} knee.',
      },
    ],
  },
  {
    modality: 'DX',
    code: 'DXHAND',
    description: 'Hand radiograph {side}',
    bodyPart: 'HAND',
    patients: { from: 10, to: 80 },
    weight: 3,
    reasons: ['Crush injury of the ring finger.', 'Morning stiffness of the finger joints.'],
    technique: 'Posteroanterior and oblique views.',
    outcomes: [
      {
        findings: 'No fracture or erosion of the {side} hand. Normal mineralisation.',
        impression: 'Normal radiograph of the {side} hand.',
      },
      {
        findings: 'Tuft fracture of the distal phalanx of the ring finger of the {side} hand, {a:1-2} mm displaced.',
        impression: 'Tuft fracture of the ring finger of the {side} hand.',
      },
    ],
  },
];
