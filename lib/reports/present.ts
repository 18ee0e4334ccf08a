import type { reportVersions } from '#db/tables/reports';
import type { AppointmentSnapshot } from '#lib/appointments/contract';
import type { Priority } from '#lib/appointments/statuses';
import type { CurrentReport, ReportVersion, ReportVersionText } from '#lib/reports/contract';
import type { CheckOverride } from '#lib/reports/overrides-contract';

type Row = typeof reportVersions.$inferSelect;
type Listed = Pick<
  Row,
  | 'version'
  | 'reportGuid'
  | 'reportStatus'
  | 'reportedAtUtc'
  | 'source'
  | 'textSha256'
  | 'resultStatus'
  | 'acceptedAt'
  | 'clinicianName'
  | 'reason'
  | 'overrides'
>;

/** The current version and, newest first, every version of an appointment's report, as the wire tells them. */
export function presentReport(current: Row, versions: Listed[], recallableUntil: Date | null): CurrentReport {
  return {
    reportGuid: current.reportGuid,
    reportStatus: current.reportStatus,
    reportText: current.reportText,
    reportFormat: current.reportFormat,
    reportedAtUtc: current.reportedAtUtc,
    interpretingClinicianName: current.clinicianName,
    interpretingClinicianProviderNumber: current.clinicianProviderNumber,
    interpretingClinicianEmail: current.clinicianEmail,
    version: current.version,
    recallableUntil: recallableUntil?.toISOString() ?? null,
    appointment: presentSnapshot(current.snapshot),
    versions: versions.map(presentListed),
  };
}

/** One version with its text, as the wire tells it. */
export function presentVersion(row: Row): ReportVersionText {
  return {
    ...presentListed(row),
    reportText: row.reportText,
    reportFormat: row.reportFormat,
    appointment: presentSnapshot(row.snapshot),
  };
}

const presentSnapshot = (kept: Row['snapshot']): AppointmentSnapshot => ({
  scheduledSite: kept.scheduledSite ?? null,
  appointmentDate: kept.appointmentDate ?? null,
  startTime: kept.startTime ?? null,
  patientId: kept.patientId ?? null,
  patientName: kept.patientName ?? null,
  patientDateOfBirth: kept.patientDateOfBirth ?? null,
  patientSex: kept.patientSex ?? null,
  modality: kept.modality ?? null,
  studyDescription: kept.studyDescription ?? null,
  procedureCode: kept.procedureCode ?? null,
  accessionNumber: kept.accessionNumber ?? null,
  studyInstanceUid: kept.studyInstanceUid ?? null,
  bodyPart: kept.bodyPart ?? null,
  laterality: kept.laterality ?? null,
  priority: (kept.priority ?? 'ROUTINE') as Priority,
  referrerName: kept.referrerName ?? null,
});

const presentListed = (row: Listed): ReportVersion => ({
  version: row.version,
  reportGuid: row.reportGuid,
  reportStatus: row.reportStatus,
  reportedAtUtc: row.reportedAtUtc,
  source: row.source,
  sha256: row.textSha256.toString('hex'),
  resultStatus: row.resultStatus,
  acceptedAt: row.acceptedAt.toISOString(),
  interpretingClinicianName: row.clinicianName,
  reason: row.reason,
  overrides: (row.overrides ?? []) as CheckOverride[],
});
