import type { FieldName, FilterName, ItemToFilter } from '#lib/routing/contract';
import { type DateTime, type Period, isInInterval, parseDateTime } from '#lib/routing/date-interval';
import type { Pattern } from '#lib/routing/pattern';

/** What an argument in a given place is. */
export type ArgumentKind = 'field' | 'pattern' | 'text' | 'date' | 'period' | 'unused';

/** The arguments of an expression after checking, by kind, each kind in the order written. */
export type ArgumentValues = {
  fields: FieldName[];
  patterns: Pattern[];
  texts: string[];
  dates: (DateTime | 'now')[];
  periods: Period[];
};

/**
 * One filter function. Arguments are `fixed` kinds first, then `repeated` ones in whole rounds; `minimum` and `maximum`
 * count all of them. `reads` names fields it reads without being told. Items without a value are handled as
 * ReportStream's ReportStreamFilterDefinition.kt handles a missing column.
 */
type FilterFunction = {
  usage: string;
  fixed: readonly ArgumentKind[];
  repeated: readonly ArgumentKind[];
  minimum: number;
  maximum: number;
  reads?: readonly FieldName[];
  passes: (values: ArgumentValues, item: ItemToFilter) => boolean;
};

const valueOf = (item: ItemToFilter, field: FieldName): string => item.fields[field] ?? '';

function anyMatches({ fields, patterns }: ArgumentValues, item: ItemToFilter): boolean {
  return fields.some((field) => {
    const value = valueOf(item, field);
    return value !== '' && patterns.some((pattern) => pattern.matches(value));
  });
}

function anyPairMatches({ fields, patterns }: ArgumentValues, item: ItemToFilter): boolean {
  return fields.some((field, index) => {
    const value = valueOf(item, field);
    return value !== '' && (patterns[index]?.matches(value) ?? false);
  });
}

function isInCounty({ texts }: ArgumentValues, item: ItemToFilter): boolean {
  const [state = '', county = ''] = texts;
  const isThere = (stateField: FieldName, countyField: FieldName): boolean =>
    valueOf(item, stateField) === state && valueOf(item, countyField).toLowerCase().includes(county.toLowerCase());
  return isThere('patient_state', 'patient_county') || isThere('ordering_facility_state', 'ordering_facility_county');
}

function anyIsValue({ fields, texts }: ArgumentValues, item: ItemToFilter): boolean {
  const wanted = texts[0]?.toLowerCase();
  return fields.some((field) => valueOf(item, field).toLowerCase() === wanted);
}

function anyIsInInterval({ fields, dates, periods }: ArgumentValues, item: ItemToFilter): boolean {
  const [date] = dates;
  const [period] = periods;
  if (date === undefined || period === undefined) return false;
  const start: DateTime = date === 'now' ? { ms: item.now.getTime(), zoned: true } : date;
  return fields.some((field) => {
    const value = parseDateTime(valueOf(item, field));
    return value !== null && isInInterval(value, start, period, item.timeZone);
  });
}

const CLIA = /^[a-z0-9]{10}$/i;
const ANY_NUMBER = Number.POSITIVE_INFINITY;

/** Every function a filter expression may call. */
export const FILTER_FUNCTIONS: Readonly<Record<FilterName, FilterFunction>> = {
  matches: {
    usage: 'a field and at least one pattern, as in matches(modality, CT, MR)',
    fixed: ['field'],
    repeated: ['pattern'],
    minimum: 2,
    maximum: ANY_NUMBER,
    passes: anyMatches,
  },
  doesNotMatch: {
    usage: 'a field and at least one pattern, as in doesNotMatch(processing_mode_code, T, D)',
    fixed: ['field'],
    repeated: ['pattern'],
    minimum: 2,
    maximum: ANY_NUMBER,
    passes: (values, item) => !anyMatches(values, item),
  },
  orEquals: {
    usage: 'pairs of a field and a pattern, as in orEquals(patient_state, PA, ordering_facility_state, PA)',
    fixed: [],
    repeated: ['field', 'pattern'],
    minimum: 2,
    maximum: ANY_NUMBER,
    passes: anyPairMatches,
  },
  filterByCounty: {
    usage: 'a state and a county, as in filterByCounty(AZ, Pima)',
    fixed: ['text', 'text'],
    repeated: [],
    minimum: 2,
    maximum: 2,
    reads: ['patient_state', 'patient_county', 'ordering_facility_state', 'ordering_facility_county'],
    passes: isInCounty,
  },
  hasValidDataFor: {
    usage: 'fields, as in hasValidDataFor(patient_id, accession_number)',
    fixed: [],
    repeated: ['field'],
    minimum: 0,
    maximum: ANY_NUMBER,
    passes: ({ fields }, item) => fields.every((field) => valueOf(item, field) !== ''),
  },
  hasAtLeastOneOf: {
    usage: 'at least one field, as in hasAtLeastOneOf(patient_phone_number, patient_email)',
    fixed: [],
    repeated: ['field'],
    minimum: 1,
    maximum: ANY_NUMBER,
    passes: ({ fields }, item) => fields.some((field) => valueOf(item, field) !== ''),
  },
  atLeastOneHasValue: {
    usage: 'a value and the fields to look in, as in atLeastOneHasValue(left, laterality, body_part)',
    fixed: ['text'],
    repeated: ['field'],
    minimum: 1,
    maximum: ANY_NUMBER,
    passes: anyIsValue,
  },
  isValidCLIA: {
    usage: 'at least one field, as in isValidCLIA(testing_lab_clia, reporting_facility_clia)',
    fixed: [],
    repeated: ['field'],
    minimum: 1,
    maximum: ANY_NUMBER,
    passes: ({ fields }, item) => fields.some((field) => CLIA.test(valueOf(item, field))),
  },
  inDateInterval: {
    usage: 'a field, a date or now, and a period, as in inDateInterval(exam_date, now, -P19D)',
    fixed: ['field', 'date', 'period'],
    repeated: [],
    minimum: 3,
    maximum: 3,
    passes: anyIsInInterval,
  },
  allowAll: {
    usage: 'no arguments: allowAll()',
    fixed: ['unused'],
    repeated: [],
    minimum: 0,
    maximum: 1,
    passes: () => true,
  },
  allowNone: {
    usage: 'no arguments: allowNone()',
    fixed: ['unused'],
    repeated: [],
    minimum: 0,
    maximum: 1,
    passes: () => false,
  },
};
