import type { Place } from '#lib/checks/contract';

const BRACKETS = /\[([^[\]\r\n]{0,120})\]/g;

/** In brackets, yet not to be filled in: a number, a range or a tag, an editor's remark, a ticked box, a nuclide. */
const NO_FIELD = /^\s*(?:[-+<>≤≥~≈±]?\s?\d|(?:sic|redacted|see)\b|(?:x|[a-z]{1,2}-?\d{1,3}m?)\s*$)/i;
const TICKED_BOX = /\[x\]/i;

/**
 * The fields of a template that still wait for the reader, in order and with their brackets: `[side]`, also an empty
 * `[ ]` or `[***]`, at most 120 characters on one line. Not `[12]`, `[3-5 mm]`, `[sic]`, `[F-18]`; nor the empty boxes of
 * a list in which others are ticked.
 */
export function findFields(text: string): Place[] {
  const hasTickedBoxes = TICKED_BOX.test(text);
  return [...text.matchAll(BRACKETS)]
    .filter(([, words = '']) => !NO_FIELD.test(words) && !(hasTickedBoxes && words.trim() === ''))
    .map(({ index, 0: whole }) => ({ from: index, to: index + whole.length }));
}
