import { FIELD_NAMES, type FieldName, type FilterName, fieldNameSchema } from '#lib/routing/contract';
import { closestName } from '#lib/routing/closest-name';
import { parseDateTime, parsePeriod } from '#lib/routing/date-interval';
import { type ArgumentKind, type ArgumentValues, FILTER_FUNCTIONS } from '#lib/routing/functions';
import { compilePattern, findPatternSplitByComma } from '#lib/routing/pattern';

export type ArgumentsResult = { ok: true; values: ArgumentValues } | { ok: false; reason: string };

/** Bounds the worst case, a 2 MiB report text: matching takes at most cost × length steps, here some seconds. */
const LARGEST_PATTERN_COST = 300;

const refuse = (reason: string): { ok: false; reason: string } => ({ ok: false, reason });

/** Checks number and kind of a function's arguments; the first fault is told in plain words. */
export function checkArguments(name: FilterName, args: readonly string[]): ArgumentsResult {
  const { fixed, repeated } = FILTER_FUNCTIONS[name];
  const split = [...fixed, ...repeated].includes('pattern') ? findPatternSplitByComma(args) : null;
  if (split !== null) {
    return refuse(
      `"${split}" cannot be used as a pattern: a comma always separates arguments. Write it without a comma, ` +
        'for example xx? for one or two x, or give the alternatives as separate arguments.',
    );
  }
  const miscount = checkCount(name, args.length);
  if (miscount !== null) return refuse(miscount);
  const values: ArgumentValues = { fields: [], patterns: [], texts: [], dates: [], periods: [] };
  for (const [index, arg] of args.entries()) {
    if (arg === '') return refuse(`Argument ${index + 1} of ${name} is empty; fill it in or remove the comma.`);
    const kind = fixed[index] ?? repeated[(index - fixed.length) % repeated.length] ?? 'unused';
    const fault = takeArgument[kind](arg, values);
    if (fault !== null) return refuse(fault);
  }
  const cost = values.patterns.reduce((sum, pattern) => sum + pattern.cost, 0);
  return cost <= LARGEST_PATTERN_COST
    ? { ok: true, values }
    : refuse(
        `The patterns of one expression may come to ${LARGEST_PATTERN_COST} steps; these come to ${cost}. ` +
          'Repeat less often ({n}), or give plain alternatives as separate arguments, which cost nothing.',
      );
}

function checkCount(name: FilterName, count: number): string | null {
  const { fixed, repeated, minimum, maximum, usage } = FILTER_FUNCTIONS[name];
  const wholeRounds = count <= fixed.length || repeated.length === 0 || (count - fixed.length) % repeated.length === 0;
  if (count >= minimum && count <= maximum && wholeRounds) return null;
  return `${name} takes ${usage}; it was given ${count} ${count === 1 ? 'argument' : 'arguments'}.`;
}

/** Stores one argument with the values of its kind, or tells what is wrong with it. */
const takeArgument: Record<ArgumentKind, (arg: string, values: ArgumentValues) => string | null> = {
  field(arg, values) {
    const field = fieldNameSchema.safeParse(arg);
    if (!field.success) return `There is no field "${arg}"; did you mean ${closestField(arg)}?`;
    values.fields.push(field.data);
    return null;
  },
  pattern(arg, values) {
    const result = compilePattern(arg);
    if (!result.ok) return result.reason;
    values.patterns.push(result.pattern);
    return null;
  },
  text(arg, values) {
    values.texts.push(arg);
    return null;
  },
  date(arg, values) {
    const date = arg.toLowerCase() === 'now' ? 'now' : parseDateTime(arg);
    if (date === null) {
      return `"${arg}" is not a date; write now, 2026-01-31, 2026-01-31T09:30:00Z or 202601310930.`;
    }
    values.dates.push(date);
    return null;
  },
  period(arg, values) {
    const result = parsePeriod(arg);
    if (!result.ok) return result.reason;
    values.periods.push(result.period);
    return null;
  },
  unused: () => null,
};

const closestField = (word: string): FieldName => closestName(word, FIELD_NAMES);
