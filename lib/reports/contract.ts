import { z } from 'zod';
import { appointmentParams, appointmentSnapshot } from '#lib/appointments/contract';
import { utf8Length } from '#lib/bytes';
import { defineOperation } from '#lib/operation';
import { checkOverride } from '#lib/reports/overrides-contract';
import { FILTER_TYPES, filterFailureSchema } from '#lib/routing/contract';
import { MAX_REPORT_BYTES } from '#lib/reports/limits';
import { utcDateTime } from '#lib/date-time';
import { requiredLine, storableLine, storableText, wireInstant } from '#lib/text';

/** JSON escapes can multiply the text: `\u0001` is six bytes for one. */
const MAX_BODY_BYTES = 13 * 1024 * 1024;

const reportText = storableText(MAX_REPORT_BYTES)
  .refine((text) => text.trim() !== '', 'must not be blank')
  .refine((text) => utf8Length(text) <= MAX_REPORT_BYTES, `must have at most ${MAX_REPORT_BYTES} bytes of UTF-8`)
  .meta({ description: 'Report content, stored byte for byte. At most 2,097,152 bytes of UTF-8.' });

const reportStatus = z
  .string('must be preliminary or final')
  .transform((status) => status.toLowerCase())
  .pipe(z.enum(['preliminary', 'final'], 'must be preliminary or final'))
  .meta({ description: 'preliminary or final, in any case.', examples: ['preliminary', 'final'] });

/** A quoted parameter value can be read in one way only: two would take exponential time to refuse. */
const FORMAT = /^[a-z0-9!#$&^_.+-]+(\/[a-z0-9!#$&^_.+-]+(\s*;\s*[^\s=;"]+=("[^"]*"|[^\s;"]+))*)?$/i;

const clinicianText = storableLine(320).nullish();

export const submitReportBody = z
  .object({
    reportText,
    reportStatus,
    reportFormat: storableLine(255)
      .regex(FORMAT, 'must be a MIME type such as text/plain, or one word such as html')
      .nullish()
      .meta({ description: 'MIME type or format word of the text; text/plain when absent.' }),
    interpretingClinicianName: clinicianText,
    interpretingClinicianProviderNumber: clinicianText,
    interpretingClinicianEmail: clinicianText,
    reportedAtUtc: z
      .string()
      .transform((text, context) => {
        const instant = utcDateTime(text);
        if (instant === null) context.addIssue('must be an RFC 3339 date-time such as 2020-01-01T00:00:00Z');
        return instant ?? z.NEVER;
      })
      .nullish()
      .meta({ description: 'RFC 3339; UTC when the offset is missing; now when absent.', format: 'date-time' }),
    overrides: z
      .unknown()
      .optional()
      .meta({
        description:
          'Of the portal’s people only, ignored from clients: why they sign although a check blocks it, one reason a check.',
        type: 'array',
        items: { $ref: '#/components/schemas/CheckOverride' },
      }),
  })
  .meta({ id: 'ReportSubmission' });
export type SubmitReport = z.output<typeof submitReportBody>;

export const submittedReport = z
  .object({
    reportGuid: z.uuid(),
    reportStatus: z.enum(['preliminary', 'final']),
    reportedAtUtc: z.string().nullable(),
  })
  .meta({ id: 'SubmittedReport' });

export const idempotencyHeaders = z.object({
  'idempotency-key': z
    .string()
    .regex(/^[\x21-\x7e]{1,128}$/, 'must have 1 to 128 visible ASCII characters')
    .optional()
    .meta({ description: 'Makes retries safe for 24 hours: the same key and payload answers the original response.' }),
});

export const submitReportHeaders = idempotencyHeaders.extend({
  'if-match': z
    .string()
    .regex(/^"\d{1,9}"$/, 'must be one quoted version such as "3"')
    .optional()
    .meta({ description: 'The version this report replaces; a stale one is a 409.' }),
});

const historyLocation = { Location: 'The submission’s history.' };

export const submitReportOperation = defineOperation({
  id: 'submitReport',
  method: 'POST',
  path: '/integrations/v1/{domain}/reporting/appointments/{appointmentId}/report',
  tag: 'Reports',
  summary: 'Submit a report for a pending reporting appointment',
  description:
    'Submits preliminary or final content for an appointment that is PENDING REPORTING. The newest accepted submission is the current report; every version stays.',
  caller: 'required',
  permission: 'reports:write',
  errorStyle: 'problem',
  params: appointmentParams,
  headers: submitReportHeaders,
  body: {
    schema: submitReportBody,
    mediaType: 'application/json',
    maxBytes: MAX_BODY_BYTES,
    example: { reportText: 'IMPRESSION: No acute intracranial abnormality.', reportStatus: 'preliminary' },
  },
  responses: { 201: { description: 'Accepted.', schema: submittedReport, headers: historyLocation } },
  errors: [400, 401, 403, 404, 409, 429, 500],
});

export const reportVersion = z.object({
  version: z.int(),
  reportGuid: z.uuid(),
  reportStatus: z.enum(['preliminary', 'final', 'withdrawn']),
  reportedAtUtc: z.string(),
  source: z.enum(['portal', 'partner', 'reportstream']),
  sha256: z.string(),
  resultStatus: z
    .enum(['P', 'F', 'C', 'X'])
    .meta({ description: 'As destinations are told (HL7 table 0123): preliminary, final, corrected, withdrawn.' }),
  acceptedAt: wireInstant,
  interpretingClinicianName: z.string().nullable(),
  reason: z.string().nullable().meta({ description: 'Why it was withdrawn, or that its signer recalled a final.' }),
  overrides: z
    .array(checkOverride)
    .meta({ description: 'Checks that blocked it, and why its signer signed it all the same.' }),
});
export type ReportVersion = z.output<typeof reportVersion>;

const asSigned = appointmentSnapshot.meta({
  description:
    'Patient, examination and order as they were when the version was accepted; the appointment may differ by now.',
});

export const currentReport = z
  .object({
    reportGuid: z.uuid(),
    reportStatus: z.enum(['preliminary', 'final', 'withdrawn']),
    reportText: z.string(),
    reportFormat: z.string(),
    reportedAtUtc: z.string(),
    interpretingClinicianName: z.string().nullable(),
    interpretingClinicianProviderNumber: z.string().nullable(),
    interpretingClinicianEmail: z.string().nullable(),
    version: z.int(),
    recallableUntil: wireInstant
      .nullable()
      .meta({ description: 'Told to the signer of a final that is still held: until then it can be recalled.' }),
    appointment: asSigned,
    versions: z.array(reportVersion),
  })
  .meta({ id: 'CurrentReport' });
export type CurrentReport = z.output<typeof currentReport>;

export const getReportOperation = defineOperation({
  id: 'getReport',
  method: 'GET',
  path: '/integrations/v1/{domain}/reporting/appointments/{appointmentId}/report',
  tag: 'Reports',
  summary: 'The current report of an appointment',
  description: 'In whatever state the appointment is. Every read is audited.',
  caller: 'required',
  permission: 'appointments:read',
  errorStyle: 'problem',
  params: appointmentParams,
  responses: {
    200: { description: 'The current report.', schema: currentReport, headers: { ETag: 'The version, for If-Match.' } },
  },
  errors: [400, 401, 403, 404, 429, 500],
});

export const reportVersionText = reportVersion
  .extend({
    reportText: z.string(),
    reportFormat: z.string(),
    appointment: asSigned,
  })
  .meta({ id: 'ReportVersionText' });
export type ReportVersionText = z.output<typeof reportVersionText>;

export const getReportVersionOperation = defineOperation({
  id: 'getReportVersion',
  method: 'GET',
  path: '/integrations/v1/{domain}/reporting/appointments/{appointmentId}/report/versions/{version}',
  tag: 'Reports',
  summary: 'One version of the report of an appointment, with its text',
  description: 'Versions stay as they were signed. Every read is audited.',
  caller: 'required',
  permission: 'appointments:read',
  errorStyle: 'problem',
  params: appointmentParams.extend({ version: z.string().regex(/^[1-9]\d{0,8}$/, 'must be a version such as 2') }),
  responses: { 200: { description: 'The version.', schema: reportVersionText } },
  errors: [400, 401, 403, 404, 429, 500],
});

export const listOtherPatientsOperation = defineOperation({
  id: 'listOtherPatients',
  method: 'GET',
  path: '/integrations/v1/{domain}/reporting/appointments/{appointmentId}/other-patients',
  tag: 'Reports',
  summary: 'Names that this report should not mention',
  description:
    'Other patients whom the signed-in person had open in the last twelve hours, the latest 20: the check for another patient’s name looks for them, in the browser and when the report is signed.',
  caller: 'required',
  permission: 'reports:write',
  errorStyle: 'problem',
  params: appointmentParams,
  responses: { 200: { description: 'Their names.', schema: z.object({ otherPatients: z.array(z.string()) }) } },
  errors: [400, 401, 403, 429, 500],
});

export const withdrawReportBody = z.object({ reason: requiredLine(1000) }).meta({ id: 'Withdrawal' });

export const withdrawReportOperation = defineOperation({
  id: 'withdrawReport',
  method: 'POST',
  path: '/integrations/v1/{domain}/reporting/appointments/{appointmentId}/report/withdraw',
  tag: 'Reports',
  summary: 'Withdraw the current report',
  description:
    'For a report on the wrong patient or exam: a new version `withdrawn` goes to every destination that received any version, and the appointment returns to PENDING REPORTING.',
  caller: 'required',
  permission: 'reports:write',
  errorStyle: 'problem',
  params: appointmentParams,
  headers: submitReportHeaders,
  body: {
    schema: withdrawReportBody,
    mediaType: 'application/json',
    maxBytes: 65_536,
    example: { reason: 'Reported on the wrong patient.' },
  },
  responses: {
    201: {
      description: 'Withdrawn.',
      schema: submittedReport.extend({ reportStatus: z.literal('withdrawn') }),
      headers: historyLocation,
    },
  },
  errors: [400, 401, 403, 404, 409, 429, 500],
});

export const reportPreview = z
  .object({
    version: z.int(),
    resultStatus: z.enum(['P', 'F', 'C', 'X']).meta({ description: 'As destinations would be told (HL7 table 0123).' }),
    holdSeconds: z.int().meta({ description: 'Seconds in which the signer could recall it before anything leaves.' }),
    destinations: z.array(
      z.object({
        destination: z.string(),
        organization: z.string(),
        description: z.string(),
        verdict: z.enum(['routed', 'filtered', 'outside jurisdiction']),
        sendingAt: wireInstant.nullable(),
        filterType: z.enum(FILTER_TYPES).nullable(),
        failures: z.array(filterFailureSchema.extend({ words: z.string() })),
      }),
    ),
  })
  .meta({ id: 'ReportPreview' });
export type ReportPreview = z.output<typeof reportPreview>;

export const previewReportOperation = defineOperation({
  ...submitReportOperation,
  id: 'previewReport',
  path: '/integrations/v1/{domain}/reporting/appointments/{appointmentId}/report/preview',
  summary: 'See what a submission would become, and where it would go',
  description: 'The submission’s own rules and routing; nothing is stored.',
  headers: submitReportHeaders.pick({ 'if-match': true }),
  responses: { 200: { description: 'What would happen.', schema: reportPreview } },
});

export const recallReportOperation = defineOperation({
  id: 'recallReport',
  method: 'POST',
  path: '/integrations/v1/{domain}/reporting/appointments/{appointmentId}/report/recall',
  tag: 'Reports',
  summary: 'Recall the final that one has just signed',
  description:
    'While it is held (the organization’s finalHoldSeconds) and nothing of it has left: its files are stopped, what stood before it stands again as a new version, and its text is the signer’s draft.',
  caller: 'required',
  permission: 'reports:write',
  errorStyle: 'problem',
  params: appointmentParams,
  headers: submitReportHeaders,
  responses: {
    201: {
      description: 'Recalled; the report that stands now.',
      schema: submittedReport.extend({ reportStatus: z.enum(['preliminary', 'final', 'withdrawn']) }),
      headers: historyLocation,
    },
  },
  errors: [400, 401, 403, 404, 409, 429, 500],
});
