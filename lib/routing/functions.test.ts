import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { ItemFields } from '#lib/routing/contract';
import { parseFilter } from '#lib/routing/parse-filter';

const now = new Date('2026-11-20T10:00:00Z');

function passes(expression: string, fields: ItemFields, timeZone?: string): boolean {
  const result = parseFilter(expression);
  return result.ok ? result.filter.passes({ fields, now, timeZone }) : expect.fail(result.reason);
}

type Row = [expression: string, fields: ItemFields, expected: boolean];

const ROWS: Row[] = [
  // any pattern, whole value; an item without the value does not pass, whatever the pattern
  ['matches(modality, CT, MR)', { modality: 'CT' }, true],
  ['matches(modality, CT, MR)', { modality: 'MR' }, true],
  ['matches(modality, CT, MR)', { modality: 'CTA' }, false],
  ['matches(modality, C.)', { modality: 'CT' }, true],
  ['matches(modality, .*)', {}, false],
  ['matches(modality, .*)', { modality: '' }, false],
  // no pattern; an item without the value passes
  ['doesNotMatch(processing_mode_code, T, D)', { processing_mode_code: 'P' }, true],
  ['doesNotMatch(processing_mode_code, T, D)', { processing_mode_code: 'D' }, false],
  ['doesNotMatch(processing_mode_code, .*)', { processing_mode_code: 'P' }, false],
  ['doesNotMatch(processing_mode_code, .*)', { processing_mode_code: '' }, true],
  ['doesNotMatch(processing_mode_code, .*)', {}, true],
  // any pair; a pair without a value is false
  ['orEquals(patient_state, PA, ordering_facility_state, N[YJ])', { patient_state: 'PA' }, true],
  ['orEquals(patient_state, PA, ordering_facility_state, N[YJ])', { ordering_facility_state: 'NJ' }, true],
  ['orEquals(patient_state, PA, ordering_facility_state, N[YJ])', { patient_state: 'NY' }, false],
  ['orEquals(patient_state, PA, ordering_facility_state, .*)', { patient_state: 'NY' }, false],
  ['orEquals(patient_state, PA, patient_state, NY)', { patient_state: 'NY' }, true],
  // patient or ordering facility; state exact, county contained in any case
  ['filterByCounty(AZ, Pima)', { patient_state: 'AZ', patient_county: 'PIMA County' }, true],
  ['filterByCounty(AZ, Pima)', { ordering_facility_state: 'AZ', ordering_facility_county: 'pima' }, true],
  ['filterByCounty(AZ, Pima)', { patient_state: 'az', patient_county: 'Pima' }, false],
  ['filterByCounty(AZ, Pima)', { patient_state: 'AZ', patient_county: 'Yuma' }, false],
  ['filterByCounty(AZ, Pima)', { patient_state: 'AZ', ordering_facility_county: 'Pima' }, false],
  ['filterByCounty(AZ, Pi.a)', { patient_state: 'AZ', patient_county: 'Pima' }, false],
  ['filterByCounty(AZ, Pima)', { patient_state: 'AZ' }, false],
  ['filterByCounty(AZ, Pima)', {}, false],
  // all fields have a value
  ['hasValidDataFor(patient_id, patient_name)', { patient_id: '1', patient_name: 'A' }, true],
  ['hasValidDataFor(patient_id, patient_name)', { patient_id: '1', patient_name: '' }, false],
  ['hasValidDataFor(patient_id, patient_name)', { patient_name: 'A' }, false],
  ['hasValidDataFor()', {}, true],
  // any field has a value
  ['hasAtLeastOneOf(patient_email, patient_phone_number)', { patient_email: 'a@b' }, true],
  ['hasAtLeastOneOf(patient_email, patient_phone_number)', { patient_email: '', patient_phone_number: '1' }, true],
  ['hasAtLeastOneOf(patient_email, patient_phone_number)', { patient_email: '' }, false],
  ['hasAtLeastOneOf(patient_email, patient_phone_number)', {}, false],
  // any field equals the value, in any case
  ['atLeastOneHasValue(left, laterality, body_part)', { laterality: 'LEFT' }, true],
  ['atLeastOneHasValue(Left, laterality, body_part)', { body_part: 'left' }, true],
  ['atLeastOneHasValue(left, laterality, body_part)', { body_part: 'left hand' }, false],
  ['atLeastOneHasValue(l.*, laterality)', { laterality: 'left' }, false],
  ['atLeastOneHasValue(left, laterality)', {}, false],
  ['atLeastOneHasValue(left)', { laterality: 'left' }, false],
  // any field is exactly 10 letters and digits
  ['isValidCLIA(testing_lab_clia, reporting_facility_clia)', { testing_lab_clia: '05D2222542' }, true],
  ['isValidCLIA(testing_lab_clia, reporting_facility_clia)', { reporting_facility_clia: 'abcdefghij' }, true],
  ['isValidCLIA(testing_lab_clia)', { testing_lab_clia: '05D222254' }, false],
  ['isValidCLIA(testing_lab_clia)', { testing_lab_clia: '05D22225421' }, false],
  ['isValidCLIA(testing_lab_clia)', { testing_lab_clia: '05D-222254' }, false],
  ['isValidCLIA(testing_lab_clia)', { testing_lab_clia: '05D2222542\n' }, false],
  ['isValidCLIA(testing_lab_clia)', {}, false],
  // date ≤ value < date + period; never without a readable date
  ['inDateInterval(exam_date, now, -P19D)', { exam_date: '2026-11-20' }, true],
  ['inDateInterval(exam_date, now, -P19D)', { exam_date: '20261102' }, true],
  ['inDateInterval(exam_date, now, -P19D)', { exam_date: '20261101' }, false],
  ['inDateInterval(reported_at, NOW, -P1D)', { reported_at: '2026-11-20T09:59:59.999Z' }, true],
  ['inDateInterval(reported_at, now, -P1D)', { reported_at: '2026-11-20T10:00:00Z' }, false],
  ['inDateInterval(reported_at, now, P1D)', { reported_at: '2026-11-20T10:00:00Z' }, true],
  ['inDateInterval(exam_date, 202001010000-0000, P1Y)', { exam_date: '20200630' }, true],
  ['inDateInterval(exam_date, 202001010000-0000, P1Y)', { exam_date: '20210101' }, false],
  ['inDateInterval(exam_date, 2020-01-01, P1000Y)', { exam_date: 'soon' }, false],
  ['inDateInterval(exam_date, 2020-01-01, P1000Y)', { exam_date: '' }, false],
  ['inDateInterval(exam_date, 2020-01-01, P1000Y)', {}, false],
  ['inDateInterval(exam_date, now, P0D)', { exam_date: '2026-11-20T10:00:00Z' }, false],
  ['allowAll()', {}, true],
  ['allowNone()', { modality: 'CT' }, false],
];

describe('filter functions', () => {
  it.each(ROWS)('%s on %j is %s', (expression, fields, expected) => {
    expect(passes(expression, fields)).toBe(expected);
  });

  it('takes an exam date as a day where the item comes from', () => {
    const fields = { exam_date: '2026-11-21T00:30' };
    const expression = 'inDateInterval(exam_date, now, P1D)';
    expect(passes(expression, { exam_date: '2026-11-20T20:59' }, 'Australia/Melbourne')).toBe(false);
    expect(passes(expression, fields, 'Australia/Melbourne')).toBe(true);
  });

  it('finishes a catastrophic pattern on a 50 kB report', () => {
    const reportText = `${'a'.repeat(50_000)}!`;
    expect(passes('matches(report_text, (a+)+$)', { report_text: reportText })).toBe(false);
  });

  it('compares a literal with a 2 MiB report without running a pattern', () => {
    const reportText = 'No acute abnormality.\n'.repeat(95_325);
    expect(passes('matches(report_text, No acute abnormality)', { report_text: reportText })).toBe(false);
  });

  it('makes doesNotMatch the opposite of matches for every value present', () => {
    const patterns = fc.constantFrom('CT', 'C.', '(?i)ct', '[A-Z]{2}', '.*');
    fc.assert(
      fc.property(
        patterns,
        fc.oneof(fc.string({ minLength: 1 }), fc.constantFrom('CT', 'ct', 'MR')),
        (pattern, value) => {
          const fields = { modality: value };
          expect(passes(`doesNotMatch(modality, ${pattern})`, fields)).toBe(
            !passes(`matches(modality, ${pattern})`, fields),
          );
        },
      ),
    );
  });
});
