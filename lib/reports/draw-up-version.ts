import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import type { VersionRecord } from '#lib/reports/chain';
import { contentSha256 } from '#lib/reports/content';
import type { SubmitReport } from '#lib/reports/contract';
import { describeReport } from '#lib/reports/describe-report';
import { recordOf, senderOf, type NewVersion } from '#lib/reports/new-version';
import type { HeadRow } from '#lib/reports/read-head';
import { refusalOf } from '#lib/reports/refusals';
import { routeVersion, type RoutedVersion } from '#lib/reports/route-version';
import { decideSubmission } from '#lib/reports/rules';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';

export interface ReportToDrawUp {
  domain: AuthorizedDomain;
  appointmentId: string;
  body: SubmitReport;
  expectedVersion: number | null;
  /** Of `body.reportText`. */
  textSha256: Buffer;
}

/** A version as it would be stored and sent. */
export interface DrawnVersion {
  head: HeadRow;
  version: NewVersion;
  record: VersionRecord;
  routed: RoutedVersion;
  /** Seconds in which its signer can recall it before anything leaves. */
  holdSeconds: number;
}

/**
 * What a submission becomes: version, record and routing, decided and not yet written. The preview and the submission
 * both come from here, so what was shown is what is done. Throws what `decideSubmission` refuses.
 */
export function drawUpVersion(
  actor: Actor,
  input: ReportToDrawUp,
  head: HeadRow | null,
  settings: SettingsSnapshot,
  now: Date,
): DrawnVersion {
  const { domain, appointmentId, textSha256 } = input;
  const report = describeReport(actor, input.body, now);
  const current = head && { ...head, currentContentSha256: bytesOf(head.currentContentSha256) };
  const content = contentSha256(report, textSha256);
  const decision = decideSubmission(current, report.reportStatus, content, input.expectedVersion);
  if (decision.kind !== 'accepted' || !head) throw refusalOf(decision);
  const version: NewVersion = { ...report, ...decision, domain, appointmentId, reason: null };
  const record = recordOf(actor, version, head, textSha256);
  const isHeld = canBeRecalled(actor, version, head);
  const holdSeconds = isHeld ? (settings.organizations.get(domain)?.finalHoldSeconds ?? 0) : 0;
  const toRoute = { record, reportText: report.reportText, sender: senderOf(actor), now, holdSeconds };
  return { head, version, record, routed: routeVersion(toRoute, settings), holdSeconds };
}

/** Portal finals are held so that their signer can recall them; STAT goes at once (contract §7). */
const canBeRecalled = (actor: Actor, version: NewVersion, head: HeadRow): boolean =>
  actor.kind === 'user' && version.reportStatus === 'final' && head.snapshot.priority !== 'STAT';

const bytesOf = (hex: string | null): Buffer | null => (hex === null ? null : Buffer.from(hex, 'hex'));
