import type { appointments } from '#db/tables/appointments';
import type { Appointment } from '#lib/appointments/contract';
import type { AppointmentStatus, Priority } from '#lib/appointments/statuses';

/** An appointment's row, with the status it shows by the database's clock. */
export type AppointmentRow = typeof appointments.$inferSelect & { shownStatus: string };

/** The wire form of an appointment (contract §4): date-times UTC with milliseconds. */
export function presentAppointment(row: AppointmentRow): Appointment {
  const reportStatus = row.currentReportStatus;
  return {
    domain: row.domain,
    appointmentId: row.appointmentId,
    status: row.shownStatus as AppointmentStatus,
    scheduledSite: row.scheduledSite,
    appointmentDate: row.appointmentDate,
    startTime: row.startTime,
    endTime: row.endTime,
    patientId: row.patientId,
    patientName: row.patientName,
    patientDateOfBirth: row.patientDateOfBirth,
    patientSex: row.patientSex,
    modality: row.modality,
    studyDescription: row.studyDescription,
    procedureCode: row.procedureCode,
    accessionNumber: row.accessionNumber,
    studyInstanceUid: row.studyInstanceUid,
    bodyPart: row.bodyPart,
    laterality: row.laterality,
    clinicalInfo: row.clinicalInfo,
    priority: row.priority as Priority,
    reportingDeadlineAtUtc: row.reportingDeadlineAt?.toISOString() ?? null,
    dueAtUtc: row.dueAt.toISOString(),
    referrerName: row.referrerName,
    assignedRadiologist: row.assignedRadiologist,
    currentReportStatus: reportStatus === 'withdrawn' ? null : reportStatus,
    patientChangeReason: row.patientChangeReason,
  };
}
