import type { PutAppointment } from '#lib/appointments/contract';
import type { AppointmentRow } from '#lib/appointments/present';

/** What identifies whose report this is: changing it under a report needs a reason (contract §4). */
const IDENTIFYING = ['patientId', 'patientName', 'patientDateOfBirth', 'accessionNumber'] as const;

/** The identifying fields that an update would change under an existing report. */
export function identityChanges(row: AppointmentRow, told: PutAppointment): string[] {
  if (row.currentVersion === 0) return [];
  return IDENTIFYING.filter((field) => row[field] !== (told[field] ?? null));
}

/**
 * The status after a PUT: what was told, except that repeating the last told status changes nothing. So a practice's
 * system that keeps saying PENDING REPORTING does not reopen what a final has closed, while a real change does.
 */
export function statusAfter(row: Pick<AppointmentRow, 'status' | 'toldStatus'>, told: string): string {
  return told === row.toldStatus ? row.status : told;
}

/** When the report is due: the deadline, else arrival plus the priority's service level. */
export function dueAt(
  told: PutAppointment,
  createdAt: Date,
  slaMinutes: Record<PutAppointment['priority'], number>,
): Date {
  if (told.reportingDeadlineAtUtc) return new Date(told.reportingDeadlineAtUtc);
  return new Date(createdAt.getTime() + slaMinutes[told.priority] * 60_000);
}
