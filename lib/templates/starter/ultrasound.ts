import type { Template } from '#lib/templates/contract';
import { composeText } from '#lib/templates/starter/compose-text';

export const ULTRASOUND_TEMPLATES: readonly Template[] = [
  {
    id: 'us-abdomen',
    name: 'US abdomen',
    modality: 'US',
    procedureCodes: ['USABDO'],
    bodyPart: 'ABDOMEN',
    keywords: ['abdomen', 'abdominal', 'abdo', 'liver', 'gallbladder', 'biliary'],
    text: composeText({
      technique: 'Transabdominal examination with a curved transducer. [Views: complete or limited, and why.]',
      findings: [
        'Liver: [size and echotexture]. No focal lesion. Portal vein is patent with flow towards the liver.',
        'Gallbladder and bile ducts: [stones or none]. Wall is not thickened, sonographic Murphy sign is negative. Common bile duct [diameter] mm.',
        'Pancreas: [visible parts] unremarkable. Spleen: [length] cm.',
        'Kidneys: [lengths], normal echogenicity. No hydronephrosis or stone.',
        'Aorta: [largest diameter] mm. No free fluid.',
      ],
      impression: '[Main finding or normal abdominal ultrasound.]',
    }),
  },
  {
    id: 'us-thyroid',
    name: 'US thyroid',
    modality: 'US',
    procedureCodes: ['USTHYROID'],
    bodyPart: 'NECK',
    keywords: ['thyroid', 'neck'],
    text: composeText({
      technique: 'High-frequency linear transducer with colour Doppler.',
      findings: [
        'Right lobe: [three dimensions], [echotexture].',
        'Left lobe: [three dimensions], [echotexture]. Isthmus: [thickness] mm.',
        'Nodules: [each with lobe, size, composition, echogenicity, shape, margin and echogenic foci, or none].',
        'Lymph nodes: no suspicious cervical lymph nodes.',
      ],
      impression: '[Nodule with lobe, size and TI-RADS category, or no nodule.]\n[Biopsy or follow-up, or none.]',
    }),
  },
  {
    id: 'us-pelvis-female',
    name: 'US pelvis, female',
    modality: 'US',
    procedureCodes: ['USPELVIS'],
    bodyPart: 'PELVIS',
    keywords: ['pelvis', 'pelvic', 'gynaecological', 'gynecological', 'transvaginal', 'uterus'],
    text: composeText({
      technique: 'Transabdominal [and transvaginal] examination. Last menstrual period: [date or status].',
      findings: [
        'Uterus: [position and size]. Myometrium: [homogeneous, or fibroids with place and size].',
        'Endometrium: [thickness] mm, [appearance].',
        'Right ovary: [size], [follicles, cyst or mass].',
        'Left ovary: [size], [follicles, cyst or mass].',
        'No adnexal mass elsewhere. Free fluid: [amount or none].',
      ],
      impression: '[Main finding or normal pelvic ultrasound.]',
    }),
  },
  {
    id: 'us-leg-veins',
    name: 'US leg veins, thrombosis',
    modality: 'US',
    procedureCodes: ['USLEGDVT'],
    bodyPart: 'LEG',
    keywords: ['leg', 'leg veins', 'dvt', 'lower limb', 'lower extremity', 'venous', 'veins'],
    text: composeText({
      technique: 'Compression ultrasound with colour Doppler of the {side} leg from groin to calf.',
      findings: [
        'Common femoral, femoral and popliteal veins: [compressible with normal flow, or thrombus with extent].',
        'Calf veins: [posterior tibial and peroneal veins]. Long saphenous vein at the junction: [patent or thrombus].',
        'Soft tissues: [popliteal cyst, haematoma or none].',
      ],
      impression: '[Deep vein thrombosis with its upper end, or none] in the {side} leg.',
    }),
  },
  {
    id: 'us-obstetric',
    name: 'US obstetric, second trimester',
    modality: 'US',
    procedureCodes: ['USOB2'],
    bodyPart: 'PELVIS',
    keywords: ['obstetric', 'second trimester', 'morphology', 'anomaly', 'pregnancy', 'fetal'],
    text: composeText({
      technique: 'Transabdominal [and transvaginal] examination.',
      findings: [
        '[Number] live fetus, [presentation]. Heart rate [rate] per minute.',
        'Biometry: BPD [mm], HC [mm], AC [mm], FL [mm]. Gestational age by ultrasound: [weeks and days].',
        'Anatomy: head, face, spine, chest, heart with outflow tracts, abdomen, kidneys, bladder and limbs: [seen and normal, or describe].',
        'Placenta: [site], [distance to the internal os]. Amniotic fluid: [normal, low or high]. Cervix: [length] mm.',
      ],
      impression: '[Number] live pregnancy of [weeks and days]. [Anomaly or none seen.]',
    }),
  },
  {
    id: 'us-scrotum',
    name: 'US scrotum',
    modality: 'US',
    procedureCodes: ['USTESTES'],
    bodyPart: 'SCROTUM',
    keywords: ['scrotum', 'scrotal', 'testes', 'testis', 'testicular'],
    text: composeText({
      technique: 'High-frequency linear transducer with colour Doppler.',
      findings: [
        'Right testis: [size], [echotexture], [flow].',
        'Left testis: [size], [echotexture], [flow].',
        'Epididymides: [normal, cyst or enlarged]. Hydrocele: [side and amount, or none]. Varicocele: [side and vein size, or none].',
      ],
      impression: '[Testicular mass or none.]\n[Torsion, inflammation or other cause of the symptoms, or none.]',
    }),
  },
];
