import type { Place } from '#lib/checks/contract';
import { isClinician, nameParts, splitName } from '#lib/checks/names';

const WORD = /\p{Lu}[\p{L}\p{M}'’]+/gu;

/** What may stand between two parts of one name: space, comma, caret or hyphen, and perhaps one more name or initial. */
const WITHIN_NAME = /^[\s,^-]{1,3}(?:\p{Lu}(?:\.|[\p{L}\p{M}'’]*)[\s,^-]{1,3})?$/u;

/**
 * Where family and given name of one of `others` (`FAMILY, Given` or `FAMILY^Given`) stand together, in either order,
 * with capitals. Not a clinician's name, and not names that are both among `own`. Linear in the text.
 */
export function findOtherNames(text: string, own: ReadonlySet<string>, others: readonly string[]): Place[] {
  const pairs = new Set(others.flatMap((name) => pairsOf(name, own)));
  if (pairs.size === 0) return [];
  const known = new Set([...pairs].flatMap((pair) => pair.split(' ')));
  const words = [...text.matchAll(WORD)]
    .map(({ index, 0: word }) => ({ from: index, to: index + word.length, part: nameParts(word)[0] ?? '' }))
    .filter(({ part }) => known.has(part));
  return words.flatMap((word, at) => {
    const next = words[at + 1];
    const isOther =
      next !== undefined &&
      pairs.has(`${word.part} ${next.part}`) &&
      next.from - word.to < 60 &&
      WITHIN_NAME.test(text.slice(word.to, next.from)) &&
      !isClinician(text, word.from, next.to);
    return isOther ? [{ from: word.from, to: next.to }] : [];
  });
}

/** `given family` and `family given`, for each part of the family name. */
function pairsOf(name: string, own: ReadonlySet<string>): string[] {
  const { family = [], given = '' } = splitName(name) ?? {};
  return family.flatMap((part) => (own.has(part) && own.has(given) ? [] : [`${given} ${part}`, `${part} ${given}`]));
}
