import type { Place } from '#components/drafting/report-text';
import { findFields } from '#lib/checks/fields';

/** Texts longer than this are searched around the caret only, so that a key never waits. */
const WHOLE = 300_000;

/**
 * The field to visit from a selection: the next one (or the one before it), around the end of the text. null without any.
 */
export function fieldFrom(text: string, { from, to }: Place, direction: 'next' | 'previous'): Place | null {
  const start = text.length <= WHOLE ? 0 : Math.max(0, from - WHOLE / 2);
  const fields = findFields(text.slice(start, start + WHOLE)).map((field) => ({
    from: field.from + start,
    to: field.to + start,
  }));
  if (direction === 'next')
    return fields.find((field) => field.from >= to && !isSame(field, from, to)) ?? fields[0] ?? null;
  return fields.findLast((field) => field.to <= from && !isSame(field, from, to)) ?? fields.at(-1) ?? null;
}

const isSame = (field: Place, from: number, to: number): boolean => field.from === from && field.to === to;
