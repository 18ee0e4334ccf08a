import type { Place } from '#lib/checks/contract';

export type Side = 'left' | 'right';

/** Where a text names each side first, null where it does not. */
export type NamedSides = Record<Side, Place | null>;

const PAIRED =
  'shoulder|clavicle|scapula|humerus|arm|elbow|forearm|radius|ulna|wrist|hand|thumb|finger|hip|groin|thigh|femur|knee|leg|tibia|fibula|calf|ankle|heel|foot|toe|limb|breast|axilla|rib|lung|kidney|ureter|adrenal|ovary|testis|eye|orbit|ear|carotid|side';
const PLURAL = 'calves|feet|ovaries|axillae|testes|humeri|femora';

/** Named by word, or by `L`, `R`, `Lt`, `Rt` before a part of the body (capitals only), or as `(L)`; or both at once. */
const NAMED = new RegExp(
  String.raw`\b(?<left>[Ll]eft|LEFT)\b|\b(?<right>[Rr]ight|RIGHT)\b|(?<both>\b[Bb]ilateral|\bBILATERAL|\b[Bb]oth\s+(?:\w{1,12}\s+)?(?:(?:${PAIRED})s\b|(?:${PLURAL})\b))` +
    String.raw`|\b(?<lt>L[Tt]?)\.?\s+(?=(?:${PAIRED})\b)|\b(?<rt>R[Tt]?)\.?\s+(?=(?:${PAIRED})\b)|\((?<l>L)\)|\((?<r>R)\)`,
  'g',
);

/**
 * The sides that a text names from one offset to another. Give it the text of `blankSidelessPhrases`, in which left and
 * right are sides of the examined part.
 */
export function namedSides(text: string, from = 0, to = text.length): NamedSides {
  const named: NamedSides = { left: null, right: null };
  for (const { index, 0: whole, groups = {} } of text.slice(from, to).matchAll(NAMED)) {
    const place = { from: from + index, to: from + index + whole.trimEnd().length };
    if (groups.left ?? groups.lt ?? groups.l ?? groups.both) named.left ??= place;
    if (groups.right ?? groups.rt ?? groups.r ?? groups.both) named.right ??= place;
    if (named.left && named.right) break;
  }
  return named;
}

/** The side when a text names exactly one. */
export function onlySide({ left, right }: NamedSides): Side | null {
  if (left && right) return null;
  if (left) return 'left';
  return right ? 'right' : null;
}
