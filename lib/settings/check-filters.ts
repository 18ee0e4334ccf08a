import { filterInWords } from '#lib/routing/describe-filter';
import { parseFilter } from '#lib/routing/parse-filter';
import type { CheckedFilter } from '#lib/settings/destination-contract';

/** What each expression lets pass in words, or what is wrong with it: by the parser that saves it. */
export const checkFilters = (expressions: readonly string[]): CheckedFilter[] =>
  expressions.map((expression) => {
    const parsed = parseFilter(expression);
    return parsed.ok ? { problem: null, words: filterInWords(parsed.filter) } : { problem: parsed.reason, words: null };
  });
