import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { defineStatement } from '#db/statement';
import type { Context } from '#lib/context';
import type { AuthorizedDomain } from '#lib/identity/actor';
import { sha256 } from '#lib/ids';
import { recordSha256, type VersionRecord } from '#lib/reports/chain';
import { contentSha256, type ReportContent } from '#lib/reports/content';
import { findVersion } from '#lib/reports/find';
import { lockHead } from '#lib/reports/locked-head';
import type { HeadRow } from '#lib/reports/read-head';
import { decideSubmission, type ReportStatus, type ResultStatus } from '#lib/reports/rules';
import { GUARDED_APPOINTMENT, NEW_VERSION, type WrittenVersion } from '#lib/submissions/write-version';

/** A report that came in a payload and belongs to an appointment. */
export interface ReportToFile {
  domain: AuthorizedDomain;
  appointmentId: string;
  reportGuid: string;
  principal: string;
  reportStatus: ReportStatus;
  /** Of a withdrawal the text may be empty: then it carries the text it withdraws. */
  content: ReportContent;
  reportedAtUtc: string | null;
  /** Why a person filed it; null when the matching rule did. */
  reason: string | null;
}

/** `reportText` is what was stored: a withdrawal's may be that of the version before. */
export type Filing =
  | { kind: 'filed'; appointmentKey: number; record: VersionRecord; reportText: string; resultStatus: ResultStatus }
  /** `supersededBy`: the report that makes this one pointless, wherever it would go. */
  | { kind: 'refused'; reason: string; supersededBy: string | null };

const statement = defineStatement<WrittenVersion, { id: number }>(sql`
${GUARDED_APPOINTMENT},
${NEW_VERSION}
select id from appointment`);

/**
 * Makes a report that came in a payload the next version of an appointment's (contract §5), under the rules of every
 * submission: inside the caller's transaction, which also writes what is told and sent of it. Refused, nothing is written.
 */
export async function fileReport(context: Context, tx: Queryable, report: ReportToFile): Promise<Filing> {
  const { domain, appointmentId, principal } = report;
  const at = context.at?.toISOString() ?? null;
  const { prepared, now } = await lockHead(tx, { domain, appointmentId, principal, at });
  const content = await contentOf(tx, report, prepared.head);
  const decision = decide(prepared.head, report.reportStatus, content);
  if (decision.kind === 'refused' || !prepared.head) return refusalOf(decision, prepared.head);
  const { id, rowVersion, snapshot } = prepared.head;
  const { reportText, ...rest } = content;
  const record: VersionRecord = {
    ...rest,
    domain,
    appointmentId,
    version: decision.version,
    reportGuid: report.reportGuid,
    reportStatus: report.reportStatus,
    resultStatus: decision.resultStatus,
    textSha256: sha256(reportText),
    reportedAtUtc: report.reportedAtUtc ?? now.toISOString(),
    reason: report.reason,
    source: 'reportstream',
    principal,
    snapshot,
    overrides: null,
  };
  const rows = await statement(tx, {
    ...record,
    ...content,
    at,
    appointmentKey: id,
    rowVersion,
    reopens: false,
    reportStatus: report.reportStatus,
    resultStatus: decision.resultStatus,
    source: 'reportstream',
    overridesJson: null,
    contentSha256: contentSha256(content, record.textSha256),
    recordSha256: recordSha256(record),
    snapshotJson: JSON.stringify(snapshot),
  });
  if (rows.length === 0) return refusalOf({ kind: 'refused', reason: NOT_PENDING }, null);
  return { kind: 'filed', appointmentKey: id, record, reportText, resultStatus: decision.resultStatus };
}

const AFTER_FINAL = 'it is preliminary, and the appointment has a final report.';
const NOT_PENDING = 'the appointment is no longer pending.';

type Decided = { kind: 'accepted'; version: number; resultStatus: ResultStatus } | { kind: 'refused'; reason: string };

function decide(head: HeadRow | null, reportStatus: ReportStatus, content: ReportContent): Decided {
  if (reportStatus === 'withdrawn') return decideWithdrawal(head);
  const hash = head?.currentContentSha256;
  const current = head && { ...head, currentContentSha256: hash ? Buffer.from(hash, 'hex') : null };
  const decision = decideSubmission(current, reportStatus, contentSha256(content), null);
  switch (decision.kind) {
    case 'accepted':
      return decision;
    case 'after_final':
      return { kind: 'refused', reason: AFTER_FINAL };
    case 'stale':
    case 'not_pending':
      return { kind: 'refused', reason: NOT_PENDING };
  }
}

function decideWithdrawal(head: HeadRow | null): Decided {
  if (!head?.open) return { kind: 'refused', reason: NOT_PENDING };
  if (head.currentVersion === 0 || head.currentReportStatus === 'withdrawn') {
    return { kind: 'refused', reason: 'it withdraws a report, and the appointment has none.' };
  }
  return { kind: 'accepted', version: head.currentVersion + 1, resultStatus: 'X' };
}

const refusalOf = (decision: Decided, head: HeadRow | null): Filing => ({
  kind: 'refused',
  reason: decision.kind === 'refused' ? decision.reason : NOT_PENDING,
  supersededBy:
    decision.kind === 'refused' && decision.reason === AFTER_FINAL ? (head?.currentReportGuid ?? null) : null,
});

async function contentOf(tx: Queryable, report: ReportToFile, head: HeadRow | null): Promise<ReportContent> {
  if (report.reportStatus !== 'withdrawn' || report.content.reportText !== '' || !head) return report.content;
  const current = await findVersion(tx, head.id, head.currentVersion);
  return current
    ? { ...report.content, reportText: current.reportText, reportFormat: current.reportFormat }
    : report.content;
}
