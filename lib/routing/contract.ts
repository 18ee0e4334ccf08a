import { z } from 'zod';

/** The filter types in the order in which they are tried; the first that removes an item ends its routing. */
export const FILTER_TYPES = [
  'JURISDICTIONAL_FILTER',
  'QUALITY_FILTER',
  'ROUTING_FILTER',
  'PROCESSING_MODE_FILTER',
  'CONDITION_FILTER',
] as const;
export const filterTypeSchema = z.enum(FILTER_TYPES);
export type FilterType = z.infer<typeof filterTypeSchema>;

/** The functions a filter expression may call. */
export const FILTER_NAMES = [
  'matches',
  'doesNotMatch',
  'orEquals',
  'filterByCounty',
  'hasValidDataFor',
  'hasAtLeastOneOf',
  'atLeastOneHasValue',
  'isValidCLIA',
  'inDateInterval',
  'allowAll',
  'allowNone',
] as const;
export type FilterName = (typeof FILTER_NAMES)[number];

/** The fields of an item that filters can read. */
export const FIELD_NAMES = [
  'sending_org',
  'sender',
  'topic',
  'domain',
  'site',
  'modality',
  'procedure_code',
  'study_description',
  'body_part',
  'laterality',
  'accession_number',
  'study_instance_uid',
  'patient_id',
  'patient_name',
  'patient_dob',
  'patient_sex',
  'patient_state',
  'patient_county',
  'patient_zip_code',
  'patient_phone_number',
  'patient_email',
  'ordering_provider',
  'ordering_facility_state',
  'ordering_facility_county',
  'clinician_name',
  'clinician_provider_number',
  'report_status',
  'report_format',
  'report_text',
  'priority',
  'exam_date',
  'reported_at',
  'processing_mode_code',
  'message_id',
  'testing_lab_clia',
  'reporting_facility_clia',
] as const;
export const fieldNameSchema = z.enum(FIELD_NAMES);
export type FieldName = z.infer<typeof fieldNameSchema>;

/** What filters see of an item. An absent field and '' both mean: no value. */
export type ItemFields = Partial<Record<FieldName, string>>;

/** A value kept with a failure is cut to this many UTF-16 units, never inside a character. */
export const VALUE_SEEN_LIMIT = 200;

/** One expression that an item did not pass, with the values it looked at (null: no value). */
export const filterFailureSchema = z.object({
  filterName: z.string(),
  filterArgs: z.array(z.string()),
  valuesSeen: z.array(z.object({ field: fieldNameSchema, value: z.string().max(VALUE_SEEN_LIMIT).nullable() })),
});
export type FilterFailure = z.infer<typeof filterFailureSchema>;

/** What routing decided for one item and one destination. */
export const verdictSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('routed') }),
  z.object({
    kind: z.literal('filtered'),
    filterType: filterTypeSchema,
    failures: z.array(filterFailureSchema),
  }),
]);
export type Verdict = z.infer<typeof verdictSchema>;

/** A receiver as routing sees it. `name` is `{organization}.{service}`. */
export type Destination = {
  name: string;
  organization: string;
  service: string;
  topic: string;
  active: boolean;
  filters: Record<FilterType, readonly string[]>;
};

/**
 * What an expression is evaluated against. `now` is the instant that "now" means in inDateInterval; `timeZone` (IANA
 * name, default UTC) is the zone of dates written without an offset.
 */
export type ItemToFilter = { fields: ItemFields; now: Date; timeZone?: string };
