import type { FieldName, FilterName } from '#lib/routing/contract';

/** Each function by an example, and what it lets pass. */
export const FUNCTION_WORDS: Record<FilterName, { example: string; text: string }> = {
  matches: {
    example: 'matches(modality, CT, MR)',
    text: 'The field is one of these. Each is a pattern for the whole value: C.* is everything that begins with C.',
  },
  doesNotMatch: {
    example: 'doesNotMatch(processing_mode_code, T, D)',
    text: 'The field is none of these, or empty.',
  },
  orEquals: {
    example: 'orEquals(sending_org, acme, site, Northside)',
    text: 'At least one of these fields is the pattern behind it.',
  },
  hasValidDataFor: { example: 'hasValidDataFor(patient_id, accession_number)', text: 'None of these fields is empty.' },
  hasAtLeastOneOf: {
    example: 'hasAtLeastOneOf(patient_phone_number, patient_email)',
    text: 'At least one of these fields is not empty.',
  },
  atLeastOneHasValue: {
    example: 'atLeastOneHasValue(left, laterality, body_part)',
    text: 'At least one of these fields is the value that stands first, in capitals or not.',
  },
  inDateInterval: {
    example: 'inDateInterval(exam_date, now, -P19D)',
    text: 'The date lies in a period from a date or from now: here the 19 days until now.',
  },
  filterByCounty: {
    example: 'filterByCounty(AZ, Pima)',
    text: 'The patient or the ordering facility is in this state, in a county with this in its name.',
  },
  isValidCLIA: {
    example: 'isValidCLIA(testing_lab_clia, reporting_facility_clia)',
    text: 'At least one of these fields has exactly 10 letters and digits.',
  },
  allowAll: { example: 'allowAll()', text: 'Everything passes.' },
  allowNone: { example: 'allowNone()', text: 'Nothing passes.' },
};

/** Every field that an expression can name. */
export const FIELD_GROUPS: readonly { label: string; fields: readonly FieldName[] }[] = [
  {
    label: 'Where from',
    fields: ['sending_org', 'sender', 'topic', 'domain', 'site', 'message_id', 'processing_mode_code'],
  },
  {
    label: 'Exam',
    fields: [
      'modality',
      'procedure_code',
      'study_description',
      'body_part',
      'laterality',
      'accession_number',
      'study_instance_uid',
      'priority',
      'exam_date',
    ],
  },
  {
    label: 'Patient',
    fields: [
      'patient_id',
      'patient_name',
      'patient_dob',
      'patient_sex',
      'patient_state',
      'patient_county',
      'patient_zip_code',
      'patient_phone_number',
      'patient_email',
    ],
  },
  {
    label: 'Ordered by',
    fields: ['ordering_provider', 'ordering_facility_state', 'ordering_facility_county'],
  },
  {
    label: 'Report',
    fields: [
      'report_status',
      'report_format',
      'report_text',
      'reported_at',
      'clinician_name',
      'clinician_provider_number',
      'testing_lab_clia',
      'reporting_facility_clia',
    ],
  },
];
