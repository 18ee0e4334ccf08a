import type { Exam } from './exam.ts';

export const ULTRASOUND_EXAMS: readonly Exam[] = [
  {
    modality: 'US',
    code: 'USABDO',
    description: 'Ultrasound abdomen',
    bodyPart: 'ABDOMEN',
    patients: { from: 16, to: 85 },
    weight: 7,
    reasons: ['Right upper quadrant pain after meals.', 'Raised liver enzymes.'],
    technique: 'Transabdominal examination with a curved transducer.',
    outcomes: [
      {
        findings:
          'Normal liver size and echotexture. No gallstones. Common bile duct {a:3-5} mm. Pancreas, spleen and kidneys are unremarkable. No free fluid.',
        impression: 'Normal abdominal ultrasound.',
      },
      {
        findings:
          'Several mobile gallstones, the largest {a:6-18} mm. Gallbladder wall {b:4-6} mm with pericholecystic fluid and a positive sonographic Murphy sign. Common bile duct 5 mm.',
        impression: 'Acute calculous cholecystitis.',
      },
      {
        findings: 'The liver is diffusely echogenic with poor through-transmission. No focal lesion. No gallstones.',
        impression: 'Hepatic steatosis. No biliary obstruction.',
      },
    ],
  },
  {
    modality: 'US',
    code: 'USTHYROID',
    description: 'Ultrasound thyroid',
    bodyPart: 'NECK',
    patients: { from: 25, to: 78 },
    weight: 4,
    reasons: ['Palpable swelling of the lower neck.'],
    technique: 'High-frequency linear transducer with colour Doppler.',
    outcomes: [
      {
        findings: 'Normal size and homogeneous echotexture of both lobes. No nodule. No enlarged cervical lymph nodes.',
        impression: 'Normal thyroid ultrasound.',
      },
      {
        findings:
          'Solid, hypoechoic nodule of {a:14-24} mm in the right lobe with smooth margins, wider than tall, no echogenic foci (TI-RADS 4). Normal left lobe.',
        impression: 'TI-RADS 4 nodule of {a} mm in the right lobe.',
      },
    ],
  },
  {
    modality: 'US',
    code: 'USLEGDVT',
    description: 'Ultrasound leg veins {side}',
    bodyPart: 'LEG',
    patients: { from: 20, to: 90 },
    weight: 5,
    reasons: ['Calf swelling after a long flight. Thrombosis?'],
    technique: 'Compression ultrasound from groin to calf with colour Doppler.',
    outcomes: [
      {
        findings:
          'Common femoral, femoral, popliteal and calf veins of the {side} leg are compressible with normal flow.',
        impression: 'No deep vein thrombosis in the {side} leg.',
      },
      {
        findings:
          'Echogenic thrombus in the popliteal vein of the {side} leg over {a:4-9} cm, not compressible, extending into the posterior tibial veins. The femoral vein is clear.',
        impression: 'Acute popliteal and calf vein thrombosis of the {side} leg.',
      },
    ],
  },
  {
    modality: 'US',
    code: 'USPELVIS',
    description: 'Ultrasound pelvis',
    bodyPart: 'PELVIS',
    patients: { sex: 'F', from: 18, to: 55 },
    weight: 4,
    reasons: ['Heavy menstrual bleeding.', 'Pelvic pain.'],
    technique: 'Transabdominal and transvaginal examination.',
    outcomes: [
      {
        findings: 'Anteverted uterus of normal size. Endometrium {a:4-9} mm. Both ovaries are normal. No free fluid.',
        impression: 'Normal pelvic ultrasound.',
      },
      {
        findings:
          'Intramural fibroid of {a:22-48} mm in the posterior wall of the uterus, not distorting the cavity. Endometrium {b:4-9} mm. Both ovaries are normal.',
        impression: 'Single intramural uterine fibroid, {a} mm.',
      },
    ],
  },
  {
    modality: 'US',
    code: 'USOB2',
    description: 'Ultrasound obstetric, second trimester',
    bodyPart: 'PELVIS',
    patients: { sex: 'F', from: 20, to: 42 },
    weight: 3,
    reasons: ['Routine morphology scan at 20 weeks.'],
    technique: 'Transabdominal examination.',
    outcomes: [
      {
        findings:
          'Single live fetus, cephalic. Biometry corresponds to 20 weeks and {a:1-6} days. No structural anomaly seen. Posterior placenta, clear of the cervix. Normal amniotic fluid.',
        impression: 'Single live pregnancy of 20 weeks with normal morphology.',
      },
    ],
  },
  {
    modality: 'US',
    code: 'USTESTES',
    description: 'Ultrasound scrotum',
    bodyPart: 'SCROTUM',
    patients: { sex: 'M', from: 16, to: 60 },
    weight: 2,
    reasons: ['Dull ache and swelling for two weeks.'],
    technique: 'High-frequency linear transducer with colour Doppler.',
    outcomes: [
      {
        findings: 'Both testes are homogeneous with symmetrical flow. Small left varicocele, veins up to {a:3-4} mm.',
        impression: 'Small left varicocele. No testicular mass.',
      },
    ],
  },
];
