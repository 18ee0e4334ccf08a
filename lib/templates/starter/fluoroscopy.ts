import type { Template } from '#lib/templates/contract';
import { composeText } from '#lib/templates/starter/compose-text';

export const FLUOROSCOPY_TEMPLATES: readonly Template[] = [
  {
    id: 'rf-swallow',
    name: 'Barium swallow',
    modality: 'RF',
    procedureCodes: ['FLSWALLOW'],
    bodyPart: 'OESOPHAGUS',
    keywords: ['swallow', 'barium swallow', 'oesophagus', 'oesophagram', 'esophagus', 'esophagram'],
    text: composeText({
      technique: '[Double-contrast] examination with [contrast medium], [positions].',
      findings: [
        'Pharynx: [aspiration, pouch or normal].',
        'Oesophagus: [motility]. [Stricture with level and length, or none.] No mucosal irregularity.',
        'Gastro-oesophageal junction: [hiatus hernia or none]. [Reflux or none.]',
      ],
      impression: '[Cause of the symptoms or none seen.]\n[Endoscopy or none.]',
    }),
  },
  {
    id: 'rf-hysterosalpingogram',
    name: 'Hysterosalpingogram',
    modality: 'RF',
    procedureCodes: ['FLHSG'],
    bodyPart: 'PELVIS',
    keywords: ['hysterosalpingogram', 'hysterosalpingography', 'hsg'],
    text: composeText({
      technique:
        'Fluoroscopy during instillation of [contrast medium] through a [catheter]. Pregnancy was excluded by [how].',
      findings: [
        'Uterine cavity: [outline and filling defects].',
        'Right tube: [fills and spills, or level of obstruction].',
        'Left tube: [fills and spills, or level of obstruction].',
      ],
      impression: '[Patency of each tube.]\n[Abnormality of the uterine cavity or none.]',
    }),
  },
];
