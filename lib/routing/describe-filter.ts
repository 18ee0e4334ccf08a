import type { Destination, FieldName, FilterFailure, FilterName, FilterType } from '#lib/routing/contract';
import type { Period } from '#lib/routing/date-interval';
import { fieldInWords } from '#lib/routing/field-words';
import type { ParsedFilter } from '#lib/routing/parse-filter';
import type { Pattern } from '#lib/routing/pattern';
import { printFilter } from '#lib/routing/print-filter';

type DestinationName = Pick<Destination, 'organization' | 'service'>;

/** The history's line for a filtered item (contract §6). */
export function filterMessage(filtered: {
  destination: DestinationName;
  failure: Pick<FilterFailure, 'filterName' | 'filterArgs'>;
  trackingId: string;
}): string {
  const { destination, failure, trackingId } = filtered;
  const call = `${failure.filterName}[${failure.filterArgs.join(', ')}]`;
  return `For ${destination.organization}.${destination.service}, filter ${call} filtered out item ${trackingId}`;
}

/** The history's item warning for a filtered item (last table of the history contract). */
export function notRoutedWarning(filtered: {
  destination: DestinationName;
  filterType: FilterType;
  failure: Pick<FilterFailure, 'filterName' | 'filterArgs'>;
}): string {
  const { destination, filterType, failure } = filtered;
  const receiver = `${destination.organization}.${destination.service}`;
  const call = printFilter(failure.filterName, failure.filterArgs);
  return `Item was not routed to ${receiver} because it did not pass the ${filterType}. Item failed on: ${call}`;
}

/** What an expression lets pass, as a phrase for people without capital and full stop: "modality is CT or MR". */
export function filterInWords(filter: ParsedFilter): string {
  return PHRASES[filter.name](filter);
}

const PHRASES: Record<FilterName, (filter: ParsedFilter) => string> = {
  matches: ({ values: { fields, patterns } }) => `${inWords(fields, 'and')} ${isAnyOf(patterns)}`,
  doesNotMatch: ({ values: { fields, patterns } }) => `${inWords(fields, 'and')} ${isNoneOf(patterns)}`,
  orEquals: ({ values: { fields, patterns } }) =>
    joined(
      fields.map((field, index) => `${fieldInWords(field)} ${isAnyOf(patterns.slice(index, index + 1))}`),
      'or',
    ),
  filterByCounty: ({ values: { texts } }) =>
    `the patient or the ordering facility is in ${texts[0]}, in a county with ${texts[1]} in its name`,
  hasValidDataFor: ({ values: { fields } }) => {
    if (fields.length === 0) return 'every item passes';
    return `${inWords(fields, 'and')} ${fields.length === 1 ? 'has a value' : 'all have a value'}`;
  },
  hasAtLeastOneOf: ({ values: { fields } }) => `${oneOf(fields)} has a value`,
  atLeastOneHasValue: ({ values: { fields, texts } }) =>
    fields.length === 0 ? 'no item passes' : `${oneOf(fields)} is ${texts[0]}, in capitals or not`,
  isValidCLIA: ({ values: { fields } }) => `${oneOf(fields)} has exactly 10 letters and digits`,
  inDateInterval: ({ args, values: { fields, periods } }) =>
    `${inWords(fields, 'and')} ${intervalInWords(args[1] ?? '', periods[0])}`,
  allowAll: () => 'every item passes',
  allowNone: () => 'no item passes',
};

const inWords = (fields: readonly FieldName[], word: 'and' | 'or'): string => joined(fields.map(fieldInWords), word);

const oneOf = (fields: readonly FieldName[]): string =>
  fields.length === 1 ? inWords(fields, 'and') : `at least one of ${inWords(fields, 'and')}`;

/** "A", "A or B", "A, B or C" */
function joined(words: readonly string[], word: 'and' | 'or' | 'nor'): string {
  const last = words.at(-1) ?? '';
  return words.length < 2 ? last : `${words.slice(0, -1).join(', ')} ${word} ${last}`;
}

function split(patterns: readonly Pattern[]): { plain: string[]; other: string[] } {
  return {
    plain: patterns.filter((pattern) => pattern.literal).map((pattern) => pattern.source),
    other: patterns.filter((pattern) => !pattern.literal).map((pattern) => pattern.source),
  };
}

function isAnyOf(patterns: readonly Pattern[]): string {
  const { plain, other } = split(patterns);
  const phrases = [];
  if (plain.length > 0) phrases.push(`is ${joined(plain, 'or')}`);
  if (other.length > 0) phrases.push(`matches the pattern ${joined(other, 'or')}`);
  return phrases.join(' or ');
}

function isNoneOf(patterns: readonly Pattern[]): string {
  const { plain, other } = split(patterns);
  const phrases = [];
  if (plain.length > 0) phrases.push(plain.length === 1 ? `is not ${plain[0]}` : `is neither ${joined(plain, 'nor')}`);
  if (other.length > 0) phrases.push(`does not match the pattern ${joined(other, 'or')}`);
  return phrases.join(' and ');
}

function intervalInWords(date: string, period: Period = { months: 0, days: 0 }): string {
  const years = Math.trunc(period.months / 12);
  const lengths = [count(years, 'year'), count(period.months % 12, 'month'), count(period.days, 'day')].filter(Boolean);
  if (lengths.length === 0) return 'is in an interval of no length, so no item passes';
  const isBackward = period.months < 0 || period.days < 0;
  if (date.toLowerCase() === 'now') return `is in the ${isBackward ? 'past' : 'coming'} ${joined(lengths, 'and')}`;
  return `is in the ${joined(lengths, 'and')} ${isBackward ? 'before' : 'from'} ${date}`;
}

const count = (amount: number, unit: string): string =>
  amount === 0 ? '' : `${Math.abs(amount)} ${unit}${Math.abs(amount) === 1 ? '' : 's'}`;
