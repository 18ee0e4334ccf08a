import type { Context } from '#lib/context';
import type { Actor } from '#lib/identity/actor';
import { recordSha256, type VersionRecord } from '#lib/reports/chain';
import { contentSha256 } from '#lib/reports/content';
import { senderOf, type NewVersion } from '#lib/reports/new-version';
import type { HeadRow } from '#lib/reports/read-head';
import type { RoutedVersion } from '#lib/reports/route-version';
import type { AcceptedReport } from '#lib/submissions/accept-submission';

/** What the writing statement needs beside the idempotency answer. */
export type Acceptance = Omit<AcceptedReport, 'key' | 'fingerprint' | 'answerStatus' | 'answerLocation' | 'answerBody'>;

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
    contentSha256: contentSha256(version, record.textSha256),
    recordSha256: recordSha256(record),
    overridesJson: record.overrides && JSON.stringify(record.overrides),
    overriddenChecks: record.overrides?.map(({ rule }) => rule).join(' ') ?? null,
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
