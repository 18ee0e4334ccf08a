import { z } from 'zod';
import { APPOINTMENT_STATUSES, PRIORITIES } from '#lib/appointments/statuses';
import { defineOperation } from '#lib/operation';
import { givenInstant, requiredLine, storableLine, storableText, wireInstant } from '#lib/text';

export const domainParam = z
  .string()
  .meta({ description: 'Partner domain: the organization’s name.', examples: ['acme'] });
export const appointmentIdParam = requiredLine(128).meta({
  description: 'Appointment identifier within the domain.',
  examples: ['A123456'],
});

export const appointmentParams = z.object({ domain: domainParam, appointmentId: appointmentIdParam });

const calendarDate = z.iso
  .date('must be a date such as 2026-11-20')
  .refine((date) => !date.startsWith('0000'), 'must be in the years 1 to 9999');
const clockTime = z
  .string()
  .regex(/^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d)?$/, 'must be a time such as 09:30:00')
  .transform((time) => (time.length === 5 ? `${time}:00` : time));

/** What the practice's system tells of an appointment. Absent means null, except where a default is named. */
export const appointmentFields = z.object({
  status: z.enum(APPOINTMENT_STATUSES, `must be one of: ${APPOINTMENT_STATUSES.join(', ')}`),
  scheduledSite: storableLine(255).nullish(),
  appointmentDate: calendarDate.nullish(),
  startTime: clockTime.nullish(),
  endTime: clockTime.nullish(),
  patientId: storableLine(255).nullish(),
  patientName: storableLine(255).nullish(),
  patientDateOfBirth: calendarDate.nullish(),
  patientSex: z.enum(['F', 'M', 'O', 'U', 'A', 'N'], 'must be one of F, M, O, U, A, N (HL7 table 0001)').nullish(),
  modality: storableLine(16).nullish(),
  studyDescription: storableLine(1000).nullish(),
  procedureCode: storableLine(64).nullish(),
  accessionNumber: storableLine(64).nullish(),
  studyInstanceUid: storableLine(128).nullish(),
  bodyPart: storableLine(64).nullish(),
  laterality: storableLine(16).nullish(),
  clinicalInfo: storableText(20_000).nullish(),
  priority: z.enum(PRIORITIES, `must be one of: ${PRIORITIES.join(', ')}`).default('ROUTINE'),
  reportingDeadlineAtUtc: givenInstant.nullish(),
  referrerName: storableLine(255).nullish(),
  assignedRadiologist: storableLine(255).nullish(),
});

export const putAppointmentBody = appointmentFields.extend({
  reason: requiredLine(1000)
    .nullish()
    .meta({ description: 'Why patient, date of birth or accession change although a report exists.' }),
});
export type PutAppointment = z.output<typeof putAppointmentBody>;

const nullableText = z.string().nullable();

export const appointment = z
  .object({
    domain: z.string(),
    appointmentId: z.string(),
    status: z.enum(APPOINTMENT_STATUSES),
    scheduledSite: nullableText,
    appointmentDate: nullableText.meta({ description: 'yyyy-MM-dd in the site’s zone' }),
    startTime: nullableText.meta({ description: 'HH:mm:ss in the site’s zone' }),
    endTime: nullableText,
    patientId: nullableText,
    patientName: nullableText,
    patientDateOfBirth: nullableText,
    patientSex: nullableText,
    modality: nullableText,
    studyDescription: nullableText,
    procedureCode: nullableText,
    accessionNumber: nullableText,
    studyInstanceUid: nullableText,
    bodyPart: nullableText,
    laterality: nullableText,
    clinicalInfo: nullableText,
    priority: z.enum(PRIORITIES),
    reportingDeadlineAtUtc: wireInstant.nullable(),
    dueAtUtc: wireInstant.meta({ description: 'The reporting deadline, else arrival plus the priority’s SLA.' }),
    referrerName: nullableText,
    assignedRadiologist: nullableText,
    currentReportStatus: z.enum(['preliminary', 'final']).nullable(),
    patientChangeReason: nullableText,
  })
  .meta({ id: 'Appointment' });
export type Appointment = z.output<typeof appointment>;

/** Patient, examination and order as a version of a report keeps them. */
export const appointmentSnapshot = appointment
  .pick({
    scheduledSite: true,
    appointmentDate: true,
    startTime: true,
    patientId: true,
    patientName: true,
    patientDateOfBirth: true,
    patientSex: true,
    modality: true,
    studyDescription: true,
    procedureCode: true,
    accessionNumber: true,
    studyInstanceUid: true,
    bodyPart: true,
    laterality: true,
    priority: true,
    referrerName: true,
  })
  .meta({ id: 'AppointmentSnapshot' });
export type AppointmentSnapshot = z.output<typeof appointmentSnapshot>;

export const pageSizeParam = (fallback: number) =>
  z.coerce
    .number('must be a number')
    .int('must be a whole number')
    .min(1, 'must be between 1 and 500')
    .max(500, 'must be between 1 and 500')
    .default(fallback);

export const PENDING_SORTS = ['received', 'due'] as const;

export const pendingQuery = z.object({
  pageSize: pageSizeParam(100),
  nextToken: z.string().optional(),
  modality: z.string().optional().meta({ description: 'One or several, separated by commas.' }),
  site: z.string().optional(),
  priority: z.enum(PRIORITIES).optional(),
  assigned: z.string().optional().meta({ description: 'The assigned radiologist’s name.' }),
  sort: z.enum(PENDING_SORTS).default('received'),
  includeFinal: z.enum(['true', 'false']).default('false'),
});
export type PendingQuery = z.output<typeof pendingQuery>;

const PUT_EXAMPLE = {
  status: 'PENDING REPORTING',
  patientId: 'P1',
  patientName: 'SAMPLE, Jane',
  patientDateOfBirth: '1980-01-31',
  patientSex: 'F',
  modality: 'CT',
  studyDescription: 'CT head',
  accessionNumber: 'ACC1',
  priority: 'STAT',
};

export const putAppointmentOperation = defineOperation({
  id: 'putAppointment',
  method: 'PUT',
  path: '/integrations/v1/{domain}/appointments/{appointmentId}',
  tag: 'Appointments',
  summary: 'Create or update an appointment',
  description:
    'The practice’s system tells an appointment and any of its 18 statuses. Repeating the status told last changes nothing, so it neither reopens what has closed nor closes what a withdrawal reopened; FINALISED always closes a final report.',
  caller: 'required',
  permission: 'appointments:write',
  errorStyle: 'problem',
  params: appointmentParams,
  body: { schema: putAppointmentBody, mediaType: 'application/json', maxBytes: 262_144, example: PUT_EXAMPLE },
  responses: {
    200: { description: 'Updated, or already so.', schema: appointment },
    201: { description: 'Created.', schema: appointment },
  },
  errors: [400, 401, 403, 404, 409, 429, 500],
});

export const getAppointmentOperation = defineOperation({
  id: 'getAppointment',
  method: 'GET',
  path: '/integrations/v1/{domain}/reporting/appointments/{appointmentId}',
  tag: 'Appointments',
  summary: 'One appointment',
  description: 'Clients see appointments that are PENDING REPORTING; people in the portal see every status.',
  caller: 'required',
  permission: 'appointments:read',
  errorStyle: 'problem',
  params: appointmentParams,
  responses: { 200: { description: 'The appointment.', schema: appointment } },
  errors: [400, 401, 403, 404, 429, 500],
});

export const listPendingOperation = defineOperation({
  id: 'listPendingAppointments',
  method: 'GET',
  path: '/integrations/v1/{domain}/reporting/appointments/pending',
  tag: 'Appointments',
  summary: 'Appointments that wait for a report',
  description:
    'Stable under concurrent inserts. Appointments with a final, still in their correction window, need includeFinal=true.',
  caller: 'required',
  permission: 'appointments:read',
  errorStyle: 'problem',
  params: z.object({ domain: domainParam }),
  query: pendingQuery,
  responses: {
    200: {
      description: 'One page; `nextToken` is absent on the last.',
      schema: z
        .object({ items: z.array(appointment), nextToken: z.string().optional() })
        .meta({ id: 'AppointmentPage' }),
    },
  },
  errors: [400, 401, 403, 429, 500],
});

/** An earlier examination of the same patient in the same domain. */
export const prior = z
  .object({
    appointmentId: z.string(),
    appointmentDate: nullableText,
    modality: nullableText,
    studyDescription: nullableText,
    bodyPart: nullableText,
    laterality: nullableText,
    accessionNumber: nullableText,
    reportStatus: z.enum(['preliminary', 'final']),
    version: z.int(),
    reportedAtUtc: z.string(),
    clinicianName: nullableText,
  })
  .meta({ id: 'Prior' });
export type Prior = z.output<typeof prior>;

export const listPriorsOperation = defineOperation({
  id: 'listPriors',
  method: 'GET',
  path: '/integrations/v1/{domain}/reporting/appointments/{appointmentId}/priors',
  tag: 'Appointments',
  summary: 'Earlier reports of the same patient',
  description: 'Other appointments with the same patient identifier that have a report, newest first, at most 100.',
  caller: 'required',
  permission: 'appointments:read',
  errorStyle: 'problem',
  params: appointmentParams,
  responses: { 200: { description: 'The earlier reports, without their texts.', schema: z.array(prior) } },
  errors: [400, 401, 403, 404, 429, 500],
});
