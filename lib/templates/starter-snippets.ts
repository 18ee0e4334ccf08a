import type { Snippet } from '#lib/templates/contract';

/** What a reader's snippets are before they make them their own: phrases of every day, in order of their subject. */
export const STARTER_SNIPPETS: readonly Snippet[] = [
  { abbreviation: ';nad', text: 'No abnormality detected.' },
  { abbreviation: ';noacute', text: 'No acute abnormality.' },
  { abbreviation: ';unch', text: 'Unchanged since [date].' },
  { abbreviation: ';nocomp', text: 'No earlier examinations are available for comparison.' },
  { abbreviation: ';lim', text: 'The examination is limited by [motion, habitus or cooperation].' },
  { abbreviation: ';inc', text: 'Incidental finding: [finding], of no consequence.' },
  { abbreviation: ';brainneg', text: 'No intracranial haemorrhage, mass effect or acute territorial infarct.' },
  {
    abbreviation: ';svd',
    text: 'Low attenuation of the periventricular white matter, in keeping with chronic small vessel disease.',
  },
  {
    abbreviation: ';lungsclear',
    text: 'The lungs and pleural spaces are clear. Normal heart size and mediastinal contours.',
  },
  { abbreviation: ';peneg', text: 'No pulmonary embolism to [segmental] level. No sign of right heart strain.' },
  { abbreviation: ';ptxneg', text: 'No pneumothorax or pleural effusion.' },
  {
    abbreviation: ';nodule',
    text: '[Solid or subsolid] nodule of [size] mm in the [lobe]. [Follow-up with its interval, or none.]',
  },
  { abbreviation: ';ett', text: 'The tip of the endotracheal tube lies [distance] cm above the carina.' },
  {
    abbreviation: ';ngt',
    text: 'The nasogastric tube passes below the diaphragm in the midline; its tip projects over the stomach.',
  },
  {
    abbreviation: ';cvc',
    text: 'The tip of the central venous catheter projects over the [superior vena cava]. No pneumothorax.',
  },
  {
    abbreviation: ';gbneg',
    text: 'No gallstones. The gallbladder wall is not thickened and the bile ducts are not dilated.',
  },
  { abbreviation: ';appneg', text: 'The appendix is seen and normal.' },
  { abbreviation: ';hydroneg', text: 'No hydronephrosis and no urinary tract stone.' },
  { abbreviation: ';cyst', text: 'Simple cyst of [size] mm in the [side] kidney.' },
  { abbreviation: ';nofx', text: 'No fracture or dislocation.' },
  { abbreviation: ';oa', text: '[Mild, moderate or advanced] osteoarthritis of the [side] [joint].' },
  { abbreviation: ';dvtneg', text: 'No deep vein thrombosis in the [side] leg from groin to calf.' },
  { abbreviation: ';birads1', text: 'BI-RADS 1, negative. Routine screening.' },
  { abbreviation: ';crit', text: 'Critical finding told to [name and role] by telephone at [time] and read back.' },
];
