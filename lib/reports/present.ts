import type { reportVersions } from '#db/tables/reports';
import type { CurrentReport, ReportVersionText } from '#lib/reports/contract';

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
    versions: versions.map(presentListed),
  };
}

/** One version with its text, as the wire tells it. */
export function presentVersion(row: Row): ReportVersionText {
  return {
    ...presentListed(row),
    reportText: row.reportText,
    reportFormat: row.reportFormat,
    interpretingClinicianName: row.clinicianName,
    reason: row.reason,
  };
}

const presentListed = (row: Listed): CurrentReport['versions'][number] => ({
  version: row.version,
  reportGuid: row.reportGuid,
  reportStatus: row.reportStatus,
  reportedAtUtc: row.reportedAtUtc,
  source: row.source,
  sha256: row.textSha256.toString('hex'),
});
