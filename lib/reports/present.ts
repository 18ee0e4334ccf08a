import type { reportVersions } from '#db/tables/reports';
import type { CurrentReport } from '#lib/reports/contract';

type Row = typeof reportVersions.$inferSelect;
type Listed = Pick<Row, 'version' | 'reportGuid' | 'reportStatus' | 'reportedAtUtc' | 'source' | 'textSha256'>;
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
    versions: versions.map((version) => ({
      version: version.version,
      reportGuid: version.reportGuid,
      reportStatus: version.reportStatus,
      reportedAtUtc: version.reportedAtUtc,
      source: version.source,
      sha256: version.textSha256.toString('hex'),
    })),
  };
}
