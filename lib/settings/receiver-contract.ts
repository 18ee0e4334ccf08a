import { z } from 'zod';
import type { FilterType } from '#lib/routing/contract';
import { parseFilter } from '#lib/routing/parse-filter';
import { durationSeconds, isObject, isTimeZone } from '#lib/settings/formats';
import { storedTransport, transport } from '#lib/settings/transport-contract';
import { requiredLine } from '#lib/text';

/** Organizations, senders, receivers and topics are named in lower case; an organization's name is also its `{domain}`. */
export const settingsName = z.string().regex(/^[a-z0-9-]{2,64}$/, 'must be 2 to 64 of the characters a-z, 0-9 and -');
export const timeZone = z.string().refine(isTimeZone, 'must be a time zone such as Australia/Melbourne or UTC');

export const CUSTOMER_STATUSES = ['active', 'testing', 'inactive'] as const;
export const FILE_FORMATS = ['HL7', 'FHIR', 'TEXT', 'PDF'] as const;
export const HL7_DIALECTS = ['generic-2.5.1', 'line-per-OBX', 'block', 'au-adrm-2.4'] as const;
/** Character sets an HL7 message can be written in, as MSH-18 names them (HL7 table 0211). */
export const HL7_CHARACTER_SETS = ['UNICODE UTF-8', '8859/1', 'ASCII'] as const;

/** The setting that holds each filter type's expressions. */
export const FILTER_SETTINGS = {
  JURISDICTIONAL_FILTER: 'jurisdictionalFilter',
  QUALITY_FILTER: 'qualityFilter',
  ROUTING_FILTER: 'routingFilter',
  PROCESSING_MODE_FILTER: 'processingModeFilter',
  CONDITION_FILTER: 'conditionFilter',
} as const satisfies Record<FilterType, string>;

const DEFAULT_SCHEDULE = ['5s', '5m', '30m', '2h', '5h', '10h', '14h', '20h', '24h'];

const filterExpression = z
  .string()
  .max(4000)
  .check((context) => {
    const parsed = parseFilter(context.value);
    if (!parsed.ok) context.issues.push({ code: 'custom', message: parsed.reason, input: context.value });
  });
const filters = z.array(filterExpression).max(100).default([]);

/** `timeZone` is the organization's when absent. MERGE sends at the slots `initialTime` + k · (24 h ÷ `numberPerDay`). */
const timing = z.strictObject({
  operation: z.enum(['NONE', 'MERGE']).default('NONE'),
  numberPerDay: z.int().min(1).max(1440).default(1440),
  initialTime: z
    .string()
    .regex(/^([01]\d|2[0-3]):[0-5]\d$/, 'must be a time of day such as 00:00')
    .default('00:00'),
  timeZone: timeZone.optional(),
  maxReportCount: z.int().min(1).max(10_000).default(100),
});

const duration = z
  .string()
  .refine(
    (text) => (durationSeconds(text) ?? 0) > 0 && (durationSeconds(text) ?? 0) <= 30 * 86_400,
    'must be a duration of 1s to 30d, such as 5s, 5m, 2h or 1d',
  );

const code = requiredLine(64);
const codesByOurs = z.record(code, code).refine((map) => Object.keys(map).length <= 5000, 'has more than 5000 codes');

/** A procedure in a destination's own words: HL7's CWE, FHIR's Coding. */
const procedure = z.strictObject({ code, text: requiredLine(199).optional(), system: requiredLine(199).optional() });

/**
 * What a destination calls what is called otherwise here, by our own code; codes that are not listed go as they are. FHIR's
 * own codes (status, gender, priority) cannot be others: of these maps only those of modality and procedureCode count there.
 */
const codeMap = z.strictObject({
  modality: codesByOurs.optional(),
  procedureCode: z
    .record(code, z.union([code, procedure], 'must be a code, or an object of code, text and system'))
    .refine((map) => Object.keys(map).length <= 5000, 'has more than 5000 codes')
    .optional(),
  patientSex: codesByOurs.optional(),
  priority: codesByOurs.optional(),
  resultStatus: z
    .strictObject({ P: code.optional(), F: code.optional(), C: code.optional(), X: code.optional() })
    .optional(),
});
export type CodeMap = z.output<typeof codeMap>;

const uri = z
  .string()
  .max(255)
  .regex(/^[a-z][a-z0-9+.-]*:\S+$/, 'must be a URI such as urn:oid:1.2.3 or https://ehr.test/mrn');

/** FHIR: what the destination calls the systems of identifiers that it knows; it finds its own patients by them. */
const identifierSystems = z.strictObject({
  patient: uri.optional(),
  accession: uri.optional(),
  provider: uri.optional(),
});

const filterFields = {
  jurisdictionalFilter: filters,
  qualityFilter: filters,
  routingFilter: filters,
  processingModeFilter: filters,
  conditionFilter: filters,
};

/** The filters of a destination alone: what a dry run tries. */
export const receiverFilters = z.strictObject(filterFields);

const fields = {
  description: requiredLine(200).optional(),
  topic: settingsName.default('radiology'),
  customerStatus: z.enum(CUSTOMER_STATUSES).default('active'),
  format: z.enum(FILE_FORMATS).default('HL7'),
  dialect: z.enum(HL7_DIALECTS).default('generic-2.5.1'),
  characterSet: z.enum(HL7_CHARACTER_SETS).default('UNICODE UTF-8'),
  sendingFacility: requiredLine(180).optional(),
  receivingApplication: requiredLine(180).optional(),
  receivingFacility: requiredLine(180).optional(),
  codeMap: codeMap.optional(),
  identifierSystems: identifierSystems.optional(),
  ...filterFields,
  timing: timing.prefault({}),
  retry: z.strictObject({ schedule: z.array(duration).max(50).default(DEFAULT_SCHEDULE) }).prefault({}),
};

/** A destination's settings as stored: everything but its name and what opens it. */
export const receiverSettings = z.strictObject({ ...fields, transport: storedTransport });
export type ReceiverSettings = z.output<typeof receiverSettings>;

/** A destination as the settings file and the admin pages write it. */
export const receiver = z
  .strictObject({ name: settingsName, ...fields, transport })
  .refine(({ format, transport }) => transport?.type !== 'MLLP' || format === 'HL7', {
    error: 'must be HL7: MLLP carries nothing else',
    path: ['format'],
    when: ({ value }) => isObject(value),
  })
  .refine(({ format, transport }) => transport?.type !== 'FHIR' || format === 'FHIR', {
    error: 'must be FHIR: the transport is a FHIR server',
    path: ['format'],
    when: ({ value }) => isObject(value),
  })
  .refine(({ format, timing }) => timing?.operation !== 'MERGE' || format === 'HL7' || format === 'FHIR', {
    error: 'cannot be MERGE: only HL7 and FHIR files hold several reports',
    path: ['timing', 'operation'],
    when: ({ value }) => isObject(value),
  });
export type Receiver = z.output<typeof receiver>;
