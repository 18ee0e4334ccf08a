import type { SubmitReport } from '#lib/reports/contract';

export type ReportStatus = 'preliminary' | 'final' | 'withdrawn';
/** HL7 table 0123 as destinations are told: preliminary, final, corrected, withdrawn. */
export type ResultStatus = 'P' | 'F' | 'C' | 'X';

/** The head of an appointment's version chain, and whether it still takes reports. */
export interface ReportHead {
  /** PENDING REPORTING and inside the correction window, by the database's clock. */
  open: boolean;
  currentVersion: number;
  currentReportStatus: ReportStatus | null;
  currentResultStatus: ResultStatus | null;
  currentContentSha256: Buffer | null;
}

export type Decision =
  | { kind: 'accepted'; version: number; resultStatus: ResultStatus }
  | { kind: 'not_pending' }
  | { kind: 'stale'; currentVersion: number }
  | { kind: 'after_final' };

/**
 * Whether a submission may become the next version, and as what (contract §3 "Overwriting"): the appointment must be
 * open; a stated version must be the current one; a preliminary never follows a final; a final with other content after
 * a final is a correction, with the same content it is the same final again.
 */
export function decideSubmission(
  head: ReportHead | null,
  reportStatus: SubmitReport['reportStatus'],
  contentSha256: Buffer,
  expectedVersion: number | null,
): Decision {
  if (!head?.open) return { kind: 'not_pending' };
  if (expectedVersion !== null && expectedVersion !== head.currentVersion) {
    return { kind: 'stale', currentVersion: head.currentVersion };
  }
  const version = head.currentVersion + 1;
  const hasFinal = head.currentReportStatus === 'final';
  if (reportStatus === 'preliminary') {
    return hasFinal ? { kind: 'after_final' } : { kind: 'accepted', version, resultStatus: 'P' };
  }
  if (!hasFinal) return { kind: 'accepted', version, resultStatus: 'F' };
  const unchanged = head.currentContentSha256?.equals(contentSha256) ?? false;
  return { kind: 'accepted', version, resultStatus: unchanged ? (head.currentResultStatus ?? 'F') : 'C' };
}
