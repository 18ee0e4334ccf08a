const codes: Record<string, 'LEFT' | 'RIGHT' | 'BILATERAL'> = {
  L: 'LEFT',
  LT: 'LEFT',
  LEFT: 'LEFT',
  R: 'RIGHT',
  RT: 'RIGHT',
  RIGHT: 'RIGHT',
  B: 'BILATERAL',
  BI: 'BILATERAL',
  BIL: 'BILATERAL',
  BOTH: 'BILATERAL',
  BILATERAL: 'BILATERAL',
  50: 'BILATERAL',
};

/** `RT PLANNING` is radiotherapy; the left heart is no side of the body. */
const SIDELESS = /\bRT (?:PLAN|SIM)\w*|\b(?:LEFT|RIGHT|LT|RT) (?:VENTR|ATRI|HEART|CORONARY)\w*/gi;

/**
 * The side of an exam: the first code that is one (site or procedure modifiers: L, RT, 50 for both), else the only side
 * that the procedure's name says; null when nothing tells.
 */
export function lateralityOf(modifiers: readonly string[], name: string): 'LEFT' | 'RIGHT' | 'BILATERAL' | null {
  const told = modifiers.map((modifier) => codes[modifier.trim().toUpperCase()]).find((side) => side !== undefined);
  if (told) return told;
  const words = name.replace(SIDELESS, ' ');
  if (/\b(?:BILATERAL|BILAT|BOTH)\b/i.test(words)) return 'BILATERAL';
  const [left, right] = [/\b(?:LEFT|LT)\b/i, /\b(?:RIGHT|RT)\b/i].map((side) => side.test(words));
  return left === right ? null : left ? 'LEFT' : 'RIGHT';
}
