import { describe, expect, it } from 'vitest';
import { filterInWords, filterMessage, notRoutedWarning } from '#lib/routing/describe-filter';
import { parseFilter } from '#lib/routing/parse-filter';

const destination = { organization: 'dataingestion', service: 'datateam-cdc-nbs' };
const failure = { filterName: 'matches', filterArgs: ['processing_mode_code', 'T', 'D'] };

describe('lines of the history', () => {
  it('prints the filter message of the history contract letter by letter', () => {
    expect(filterMessage({ destination, failure, trackingId: '0568ddf9-5b0d-422f-be7c-8f2511ef5cdc' })).toBe(
      'For dataingestion.datateam-cdc-nbs, filter matches[processing_mode_code, T, D] filtered out item 0568ddf9-5b0d-422f-be7c-8f2511ef5cdc',
    );
  });

  it('prints the warning of the history contract', () => {
    expect(notRoutedWarning({ destination, filterType: 'PROCESSING_MODE_FILTER', failure })).toBe(
      'Item was not routed to dataingestion.datateam-cdc-nbs because it did not pass the PROCESSING_MODE_FILTER. Item failed on: matches(processing_mode_code, T, D)',
    );
  });

  it('prints a filter without arguments', () => {
    const none = { filterName: 'allowNone', filterArgs: [] };
    expect(filterMessage({ destination, failure: none, trackingId: '1' })).toContain('filter allowNone[] filtered');
    expect(notRoutedWarning({ destination, filterType: 'ROUTING_FILTER', failure: none })).toMatch(/: allowNone\(\)$/);
  });
});

describe('filterInWords', () => {
  it.each([
    ['matches(modality, CT)', 'modality is CT'],
    ['matches(modality, CT, MR)', 'modality is CT or MR'],
    ['matches(modality, CT, MR, US)', 'modality is CT, MR or US'],
    ['matches(study_description, (?i).*chest.*)', 'study description matches the pattern (?i).*chest.*'],
    ['matches(modality, CT, X.*, Y.*)', 'modality is CT or matches the pattern X.* or Y.*'],
    ['doesNotMatch(modality, CT)', 'modality is not CT'],
    ['doesNotMatch(processing_mode_code, T, D)', 'processing mode is neither T nor D'],
    ['doesNotMatch(modality, CT, X.*)', 'modality is not CT and does not match the pattern X.*'],
    [
      'orEquals(patient_state, PA, ordering_facility_state, N[YJ])',
      'patient state is PA or ordering facility state matches the pattern N[YJ]',
    ],
    ['filterByCounty(AZ, Pima)', 'the patient or the ordering facility is in AZ, in a county with Pima in its name'],
    ['hasValidDataFor()', 'every item passes'],
    ['hasValidDataFor(patient_id)', 'patient ID has a value'],
    [
      'hasValidDataFor(patient_id, patient_name, accession_number)',
      'patient ID, patient name and accession number all have a value',
    ],
    ['hasAtLeastOneOf(patient_email)', 'patient e-mail address has a value'],
    ['hasAtLeastOneOf(sender, site)', 'at least one of sender and site has a value'],
    [
      'atLeastOneHasValue(left, laterality, body_part)',
      'at least one of laterality and body part is left, in capitals or not',
    ],
    ['atLeastOneHasValue(left)', 'no item passes'],
    ['isValidCLIA(testing_lab_clia)', 'testing lab CLIA number has exactly 10 letters and digits'],
    ['inDateInterval(exam_date, now, -P19D)', 'exam date is in the past 19 days'],
    ['inDateInterval(exam_date, NOW, P1D)', 'exam date is in the coming 1 day'],
    ['inDateInterval(exam_date, 2020-01-01, P1Y6M)', 'exam date is in the 1 year and 6 months from 2020-01-01'],
    ['inDateInterval(exam_date, 2020-01-01, -P2W)', 'exam date is in the 14 days before 2020-01-01'],
    ['inDateInterval(exam_date, now, P0D)', 'exam date is in an interval of no length, so no item passes'],
    ['allowAll()', 'every item passes'],
    ['allowNone()', 'no item passes'],
  ])('%s → %s', (expression, words) => {
    const result = parseFilter(expression);
    expect(result.ok ? filterInWords(result.filter) : result.reason).toBe(words);
  });
});
