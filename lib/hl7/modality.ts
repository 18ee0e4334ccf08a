/** DICOM modality codes (PS3.3 C.7.3.1.1.1) that name a way of imaging, and words that senders write for them. */
const codes: Record<string, string> = {
  ...Object.fromEntries(
    'CT MR US CR DX XR XA RF NM PT MG BMD IO PX OCT OT SC ECG IVUS ES XC'.split(' ').map((code) => [code, code]),
  ),
  MRI: 'MR',
  CAT: 'CT',
  PET: 'PT',
  PETCT: 'PT',
  MAMMO: 'MG',
  ULTRASOUND: 'US',
  XRAY: 'XR',
  DR: 'DX',
  FLUORO: 'RF',
  IR: 'XA',
  DXA: 'BMD',
  DEXA: 'BMD',
};

/** Codes that say nothing about the imaging: a secondary capture, an outside exam. The text may know better. */
const vague = new Set(['OT', 'SC']);

/** Words in the name of a procedure, tried in this order: a PET/CT is PT, a CT angiogram is CT, mammogram views are MG. */
const patterns: readonly (readonly [string, RegExp])[] = [
  ['PT', /\b(?:PET|PET-?\/?(?:CT|MRI?)|PT-?\/?(?:CT|MRI?))\b/i],
  ['NM', /\b(?:NM|SPECT|SCINTI\w*|NUCLEAR|BONE SCAN|MPI)\b/i],
  ['CT', /\b(?:CT|CTA|CAT SCAN|COMPUTED TOMOGRAPHY)\b/i],
  ['MR', /\b[DF]?(?:MR|MRI|MRA|MRV|MRCP|MAGNETIC RESONANCE)\b/i],
  ['US', /\b(?:US|ULTRASOUND|SONOGRA\w*|DOPPLER|ECHO\w*)\b/i],
  ['MG', /\b(?:MG|MAMM\w*|TOMOSYNTHESIS)\b/i],
  ['XA', /\b(?:XA|IR|ANGIO\w*|ARTERIOGRA\w*|VENOGRA\w*)\b/i],
  ['RF', /\b(?:RF|FLUORO\w*|BARIUM|SWALLOW)\b/i],
  ['BMD', /\b(?:DE?XA|BONE DENSITY|DENSITOMETRY)\b/i],
  ['XR', /\b(?:XR|X-?RAYS?|CR|DX|RADIOGRA\w*|\d*VIEWS?)\b/i],
];

/**
 * The modality of an exam: the sender's own code (OBR-24) where it is one, else what the names of the procedure say,
 * first name first; null when nothing tells. Plain films without a code are `XR`.
 */
export function modalityOf(code: string, names: readonly string[]): string | null {
  const declared = codes[code.trim().toUpperCase().replace(/[/-]/g, '')];
  if (declared && !vague.has(declared)) return declared;
  for (const name of names) {
    const found = patterns.find(([, pattern]) => pattern.test(name));
    if (found) return found[0];
  }
  return declared ?? null;
}
