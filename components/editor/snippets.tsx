import type { Place } from '#components/drafting/report-text';
import { fieldFrom } from '#components/editor/field-walk';

/** A snippet in place of its abbreviation. */
export interface ExpandedSnippet {
  place: Place;
  words: string;
  /** What is selected then: its first field, else the caret behind it. */
  select: Place;
}

export const LONGEST_ABBREVIATION = 21;

/** What the abbreviation right before the caret stands for; null when there is none, or it is not known. */
export function expandAt(
  text: string,
  caret: number,
  expand: (abbreviation: string) => string | null,
): ExpandedSnippet | null {
  const [abbreviation] = /;[a-z0-9]{1,20}$/i.exec(text.slice(Math.max(0, caret - LONGEST_ABBREVIATION), caret)) ?? [];
  const known = abbreviation ? expand(abbreviation.toLowerCase()) : null;
  if (!abbreviation || known === null) return null;
  const from = caret - abbreviation.length;
  const field = fieldFrom(known, { from: 0, to: 0 }, 'next');
  const words = field ? known : `${known} `;
  const { from: start, to: end } = field ?? { from: words.length, to: words.length };
  return { place: { from, to: caret }, words, select: { from: from + start, to: from + end } };
}
