import type { Template } from '#lib/templates/contract';
import { composeText } from '#lib/templates/starter/compose-text';

/** For exams that no other template fits. */
export const GENERAL_TEMPLATE: Template = {
  id: 'general',
  name: 'General, five sections',
  modality: null,
  procedureCodes: [],
  bodyPart: null,
  keywords: [],
  text: composeText({
    technique: '[technique and contrast]',
    findings: ['[findings]'],
    impression: '[conclusion]',
  }),
};
