import { checkArguments } from '#lib/routing/check-arguments';
import { closestName } from '#lib/routing/closest-name';
import { FILTER_NAMES, type FieldName, type FilterName, type ItemToFilter } from '#lib/routing/contract';
import { type ArgumentValues, FILTER_FUNCTIONS } from '#lib/routing/functions';

/** A checked expression. `fields` are those it reads, each once; `passes` does no parsing and never throws. */
export type ParsedFilter = {
  name: FilterName;
  args: readonly string[];
  values: ArgumentValues;
  fields: readonly FieldName[];
  passes: (item: ItemToFilter) => boolean;
};

export type ParseResult = { ok: true; filter: ParsedFilter } | { ok: false; reason: string };

const EXPRESSION = /^([A-Za-z0-9]+)\s*\((.*)\)$/s;
const LONGEST_QUOTE = 80;

/**
 * Parses and checks a filter expression `name(arg, …)`: arguments split on commas and trimmed, `name()` has none. The
 * reason of a refusal says in plain words what is wrong and what to write. Meant for saving a setting, not for the
 * routing of each item.
 */
export function parseFilter(expression: string): ParseResult {
  const text = expression.trim();
  const [, name, list] = EXPRESSION.exec(text) ?? [];
  if (name === undefined || list === undefined) {
    const quote = text.length > LONGEST_QUOTE ? `${text.slice(0, LONGEST_QUOTE)}…` : text;
    return {
      ok: false,
      reason: `"${quote}" is not a filter; write a function and its arguments, as in matches(modality, CT).`,
    };
  }
  if (!isFilterName(name)) {
    const closest = closestName(name, FILTER_NAMES);
    return { ok: false, reason: `There is no filter function "${name}"; did you mean ${closest}?` };
  }
  const args = list.trim() === '' ? [] : list.split(',').map((arg) => arg.trim());
  const checked = checkArguments(name, args);
  if (!checked.ok) return checked;
  const { values } = checked;
  const { reads, passes } = FILTER_FUNCTIONS[name];
  return {
    ok: true,
    filter: {
      name,
      args,
      values,
      fields: reads ?? [...new Set(values.fields)],
      passes: (item) => passes(values, item),
    },
  };
}

const isFilterName = (name: string): name is FilterName => (FILTER_NAMES as readonly string[]).includes(name);
