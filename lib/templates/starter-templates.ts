import type { Template } from '#lib/templates/contract';
import { BREAST_TEMPLATES } from '#lib/templates/starter/breast';
import { CT_TEMPLATES } from '#lib/templates/starter/ct';
import { FLUOROSCOPY_TEMPLATES } from '#lib/templates/starter/fluoroscopy';
import { GENERAL_TEMPLATE } from '#lib/templates/starter/general';
import { MR_TEMPLATES } from '#lib/templates/starter/mr';
import { NUCLEAR_TEMPLATES } from '#lib/templates/starter/nuclear';
import { RADIOGRAPH_TEMPLATES } from '#lib/templates/starter/radiographs';
import { ULTRASOUND_TEMPLATES } from '#lib/templates/starter/ultrasound';

/** What a reader's library holds before they make it their own. */
export const STARTER_TEMPLATES: readonly Template[] = [
  ...CT_TEMPLATES,
  ...MR_TEMPLATES,
  ...RADIOGRAPH_TEMPLATES,
  ...ULTRASOUND_TEMPLATES,
  ...BREAST_TEMPLATES,
  ...NUCLEAR_TEMPLATES,
  ...FLUOROSCOPY_TEMPLATES,
  GENERAL_TEMPLATE,
];
