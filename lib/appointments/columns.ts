import type { PutAppointment } from '#lib/appointments/contract';

/** The table's columns for what a PUT tells, but for status and clock; absent fields are null. */
export function columnsOf(body: PutAppointment) {
  const named = Object.fromEntries(TEXT_COLUMNS.map((name) => [name, body[name] ?? null]));
  return {
    ...(named as Record<TextColumn, string | null>),
    priority: body.priority,
    reportingDeadlineAt: body.reportingDeadlineAtUtc ? new Date(body.reportingDeadlineAtUtc) : null,
  };
}

const TEXT_COLUMNS = [
  'scheduledSite',
  'appointmentDate',
  'startTime',
  'endTime',
  'patientId',
  'patientName',
  'patientDateOfBirth',
  'patientSex',
  'modality',
  'studyDescription',
  'procedureCode',
  'accessionNumber',
  'studyInstanceUid',
  'bodyPart',
  'laterality',
  'clinicalInfo',
  'referrerName',
  'assignedRadiologist',
] as const satisfies readonly (keyof PutAppointment)[];
type TextColumn = (typeof TEXT_COLUMNS)[number];
