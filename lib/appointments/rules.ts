import type { PutAppointment } from '#lib/appointments/contract';
import type { AppointmentRow } from '#lib/appointments/present';

/** What identifies whose report this is: changing it under a report needs a reason (contract §4). */
const IDENTIFYING = ['patientId', 'patientName', 'patientDateOfBirth', 'accessionNumber'] as const;

/** The identifying fields that an update would change. */
export function identityChanges(row: AppointmentRow, told: PutAppointment): string[] {
  return IDENTIFYING.filter((field) => row[field] !== (told[field] ?? null));
}

/**
 * The status after a PUT: what was told, except that repeating the last told status changes nothing. So a practice's
 * system that keeps saying the same neither reopens what has closed nor closes what a withdrawal reopened. Only a final
 * report is closed by every FINALISED: after a withdrawal and a new final it may still be the last told status.
 */
export function statusAfter(
  row: Pick<AppointmentRow, 'status' | 'toldStatus' | 'currentReportStatus'>,
  told: string,
): string {
  const closes = told === 'FINALISED' && row.currentReportStatus === 'final';
  return told === row.toldStatus && !closes ? row.status : told;
}

/** Whether a PUT reopens the appointment: its correction window starts again with the next final. */
export function reopens(row: Pick<AppointmentRow, 'shownStatus' | 'toldStatus'>, told: string): boolean {
  return told === 'PENDING REPORTING' && told !== row.toldStatus && row.shownStatus !== 'PENDING REPORTING';
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
