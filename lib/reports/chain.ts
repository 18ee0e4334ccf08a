import type { ReportContent } from '#lib/reports/content';
import type { CheckOverride } from '#lib/reports/overrides-contract';
import { sha256 } from '#lib/ids';

/** A version as the chain protects it: everything its row says but the time, which the writing statement adds. */
export interface VersionRecord extends Omit<ReportContent, 'reportText'> {
  domain: string;
  appointmentId: string;
  version: number;
  reportGuid: string;
  reportStatus: string;
  resultStatus: string;
  textSha256: Buffer;
  reportedAtUtc: string;
  reason: string | null;
  source: string;
  principal: string;
  snapshot: Record<string, string | null>;
  overrides: readonly CheckOverride[] | null;
}

/** SHA-256 of a version's record, member by member in a fixed order. */
export function recordSha256(record: VersionRecord): Buffer {
  return sha256(
    JSON.stringify([
      record.domain,
      record.appointmentId,
      record.version,
      record.reportGuid,
      record.reportStatus,
      record.resultStatus,
      record.textSha256.toString('hex'),
      record.reportFormat,
      record.clinicianName,
      record.clinicianProviderNumber,
      record.clinicianEmail,
      record.reportedAtUtc,
      record.reason,
      record.source,
      record.principal,
      Object.entries(record.snapshot).sort(([a], [b]) => (a < b ? -1 : 1)),
      // Only when there are some: the hash of every other version stays what it always was.
      ...(record.overrides?.length ? [record.overrides.map(({ rule, reason }) => [rule, reason])] : []),
    ]),
  );
}

/**
 * The chain hash of a version: SHA-256(previous chain hash ‖ record hash ‖ accepted time). `acceptedAt` is PostgreSQL's
 * microsecond epoch as text, exactly as the writing statement hashes it.
 */
export function chainHash(previous: Buffer | null, record: Buffer, acceptedAt: string): Buffer {
  return sha256(Buffer.concat([previous ?? Buffer.alloc(0), record, Buffer.from(acceptedAt)]));
}
