/** Parts that many names share: particles, titles, degrees. */
const NO_PART = new Set(
  'van von der den del della dos das di da de du la le el al bin ibn bint ter ten mr mrs ms miss mx dr prof jr sr ii iii'.split(
    ' ',
  ),
);

/** The parts of a name in small letters without accents, particles and initials: `O’BRIEN-SMITH, Zoë A.` → obrien smith zoe */
export const nameParts = (name: string): string[] =>
  name
    .normalize('NFD')
    .replaceAll(/[\p{M}'’`]/gu, '')
    .toLowerCase()
    .split(/[^\p{L}]+/u)
    .filter((part) => part.length > 1 && !NO_PART.has(part));

/** Family and first given name of `FAMILY, Given Middle` or `FAMILY^Given^Middle`; null when one of them is missing. */
export function splitName(name: string): { family: string[]; given: string } | null {
  const [family = '', given = ''] = name.split(/[,^]/);
  const [first] = nameParts(given);
  const familyParts = nameParts(family);
  return first === undefined || familyParts.length === 0 ? null : { family: familyParts, given: first };
}

const ROLE =
  'consultant|surgeon|physician|radiologist|registrar|resident|fellow|referrer|radiographer|sonographer|nurse|general practitioner|gp';
const BEFORE = new RegExp(
  String.raw`\b(?:dr|doctor|prof|professor|(?:reported|dictated|signed|reviewed|requested|referred|read|verified|approved)(?: electronically)? by|signed electronically by|referrer|${ROLE})[.:]?\s*$`,
  'i',
);
const DEGREE = String.raw`M\.?D\b|M\.?B\b|FRC[RSP]|FRANZCR|MRCP|PhD`;
const WITH_DEGREE = new RegExp(String.raw`[\s,](?:${DEGREE})`);
const AFTER = new RegExp(
  String.raw`^(?: \p{Lu}[\p{L}.]*)?\s?[,(–-]?\s?(?:${DEGREE}|(?:[Cc]hief |[Ss]enior )?(?:${ROLE})\b)`,
  'u',
);

/** Whether the name at this place is a clinician's: `Dr …`, `Reported by …`, `… MD`, `… (surgeon)`. */
export const isClinician = (text: string, from: number, to: number): boolean =>
  /^(?:dr|doctor|prof|professor)\b/i.test(text.slice(from, to)) ||
  WITH_DEGREE.test(text.slice(from, to)) ||
  BEFORE.test(text.slice(Math.max(0, from - 40), from)) ||
  AFTER.test(text.slice(to, to + 60));
