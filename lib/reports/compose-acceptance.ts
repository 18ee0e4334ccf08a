import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { newUuid, sha256 } from '#lib/ids';
import { recordSha256, type VersionRecord } from '#lib/reports/chain';
import { contentSha256, type ReportContent } from '#lib/reports/content';
import type { HeadRow } from '#lib/reports/read-head';
import type { RoutedVersion } from '#lib/reports/route-version';
import type { ReportStatus, ResultStatus } from '#lib/reports/rules';
import type { AcceptedReport } from '#lib/submissions/accept-submission';

export interface NewVersion extends ReportContent {
  domain: AuthorizedDomain;
  appointmentId: string;
  version: number;
  reportStatus: ReportStatus;
  resultStatus: ResultStatus;
  reportedAtUtc: string;
  reason: string | null;
}

/** What the writing statement needs beside the idempotency answer. */
export type Acceptance = Omit<AcceptedReport, 'key' | 'fingerprint' | 'answerStatus' | 'answerLocation' | 'answerBody'>;

/** Who a version is from: the portal's clinicians are the sender `portal`, a client names its own. */
export const senderOf = (actor: Actor): string => (actor.kind === 'user' ? 'portal' : actor.sender);

/** The record that the chain protects. */
export function recordOf(actor: Actor, version: NewVersion, head: HeadRow): VersionRecord {
  const { reportText, domain, ...rest } = version;
  return {
    ...rest,
    domain,
    reportGuid: newUuid(),
    textSha256: sha256(reportText),
    source: actor.kind === 'user' ? 'portal' : 'partner',
    principal: actor.principal,
    snapshot: head.snapshot,
  };
}

/** Puts a decided version and its routing into the shape of the one writing statement. */
export function composeAcceptance(
  context: Context,
  actor: Actor,
  head: HeadRow,
  version: NewVersion,
  record: VersionRecord,
  routed: RoutedVersion,
): Acceptance {
  const withdrawn = version.reportStatus === 'withdrawn';
  return {
    ...version,
    at: context.at?.toISOString() ?? null,
    appointmentKey: head.id,
    rowVersion: head.rowVersion,
    reopens: withdrawn,
    sender: senderOf(actor),
    topic: routed.fields.topic ?? 'radiology',
    source: actor.kind === 'user' ? 'portal' : 'partner',
    principal: actor.principal,
    correlationId: context.correlationId,
    reportGuid: record.reportGuid,
    textSha256: record.textSha256,
    contentSha256: contentSha256(version),
    recordSha256: recordSha256(record),
    snapshotJson: JSON.stringify(record.snapshot),
    fieldsJson: JSON.stringify(routed.fields),
    orderKey: `${version.domain}/${version.appointmentId}`,
    routingsJson: JSON.stringify(routed.routings),
    deliveriesJson: JSON.stringify(routed.deliveries),
    supersedes: routed.deliveries.map((delivery) => delivery.destination),
    destinationsJson: JSON.stringify(routed.destinations),
    overallStatus: routed.overallStatus,
    deliveryState: routed.deliveryState,
    warningCount: routed.warningCount,
    auditAction: withdrawn ? 'report.withdraw' : 'report.submit',
  };
}
