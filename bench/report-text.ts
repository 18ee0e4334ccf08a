const PARAGRAPHS = [
  'CLINICAL HISTORY\nFall from standing height, headache since. No anticoagulants.\n\n',
  'TECHNIQUE\nNon-contrast axial images of the head at 1.25 mm, reformatted in three planes.\n\n',
  'FINDINGS\nNo intra- or extra-axial haemorrhage. Grey-white differentiation is preserved. Ventricles and sulci are\n' +
    'normal for age. The “incidental” pineal calcification (4 mm) is unchanged. No fracture of vault or base.\n\n',
  'IMPRESSION\n1. No acute intracranial abnormality.\n2. Mucosal thickening of the left maxillary sinus.\n\n',
];

/** A radiology report's text of exactly so many bytes of UTF-8, with what a real one has: lines, quotes, an umlaut. */
export function reportText(bytes: number): string {
  const paragraphs = Buffer.from(PARAGRAPHS.join(''));
  const whole = Math.floor(bytes / paragraphs.length);
  return paragraphs.toString('utf8').repeat(whole) + '.'.repeat(bytes - whole * paragraphs.length);
}
