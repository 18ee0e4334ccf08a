import type { ReportToCheck } from '#lib/checks/contract';
import { blankSidelessPhrases } from '#lib/checks/sideless-phrases';
import { namedSides, onlySide, type Side } from '#lib/checks/sides';

/** Null for both sides; what is not listed says nothing. */
const LATERALITIES: Record<string, Side | null> = {
  L: 'left',
  LT: 'left',
  LEFT: 'left',
  R: 'right',
  RT: 'right',
  RIGHT: 'right',
  B: null,
  BOTH: null,
  BILATERAL: null,
};

const CHEST = /\b(?:chest|thorax|lungs?|pulmonary|cxr|ctpa)\b/i;
const BESIDE_CHEST = /\b(?:wall|ribs?|clavicles?|shoulders?|scapulae?|breasts?|humerus)\b/i;

/** `LT`, `RT` in a description; `RT PLANNING` is radiotherapy. */
const ABBREVIATED = /\b([lr])t\b(?!\s+(?:plan|sim))/gi;

/**
 * The one side that the order is for: its laterality (words, or DICOM's L and R), else the only side that its
 * description names. Null for both sides, for none, and for the chest, which is examined whole.
 */
export function orderSide(order: Pick<ReportToCheck, 'laterality' | 'studyDescription' | 'bodyPart'>): Side | null {
  const description = order.studyDescription ?? '';
  const exam = `${order.bodyPart ?? ''} ${description}`;
  if (CHEST.test(exam) && !BESIDE_CHEST.test(exam)) return null;
  const laterality = order.laterality?.trim().toUpperCase() ?? '';
  const told = LATERALITIES[laterality];
  if (told !== undefined) return told;
  const spelled = description.replaceAll(ABBREVIATED, (_, letter: string) => (/l/i.test(letter) ? 'left' : 'right'));
  return /\b(?:bilat|both)\b/i.test(spelled) ? null : onlySide(namedSides(blankSidelessPhrases(spelled)));
}
