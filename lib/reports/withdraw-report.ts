import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { Context } from '#lib/context';
import { nudgeWorker } from '#lib/delivery/nudge-worker';
import { DomainError } from '#lib/errors';
import { answerOnce } from '#lib/idempotency/answer-once';
import { fingerprint } from '#lib/idempotency/fingerprint';
import type { ReplayedAnswer } from '#lib/idempotency/replay-answer';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { claimRecipients } from '#lib/reports/claim-recipients';
import { composeAcceptance } from '#lib/reports/compose-acceptance';
import { acceptLocked, lockHead, requireVersion } from '#lib/reports/locked-head';
import { recordOf, senderOf, type NewVersion } from '#lib/reports/new-version';
import type { HeadRow } from '#lib/reports/read-head';
import { routeWithdrawal } from '#lib/reports/route-withdrawal';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';
import { loadSnapshot } from '#lib/settings/load-snapshot';

export interface WithdrawReportInput {
  domain: AuthorizedDomain;
  appointmentId: string;
  reason: string;
  idempotencyKey: string | null;
  expectedVersion: number | null;
}

/**
 * Withdraws the current report (wrong patient, wrong exam): a new version `withdrawn`, past all filters, for every
 * destination that received any version; files not yet in flight are superseded; the appointment returns to PENDING
 * REPORTING (contract §4). The appointment is locked first, so no report and no delivery can slip in between. Throws
 * `not_found` without a report to withdraw, `conflict` on a stale version or a key used otherwise.
 */
export async function withdrawReport(
  context: Context,
  actor: Actor,
  input: WithdrawReportInput,
): Promise<ReplayedAnswer> {
  const { domain, appointmentId, reason, idempotencyKey: key } = input;
  const print = fingerprint('POST', `${domain}/${appointmentId}/report/withdraw`, { reason });
  const settings = await loadSnapshot(context.db);
  const request = { principal: actor.principal, key, fingerprint: print };
  const answer = await answerOnce(context.db, request, (tx) => withdraw(tx, context, actor, input, settings));
  nudgeWorker();
  return answer;
}

async function withdraw(
  tx: Queryable,
  context: Context,
  actor: Actor,
  input: WithdrawReportInput,
  settings: SettingsSnapshot,
): Promise<ReplayedAnswer> {
  const { domain, appointmentId, expectedVersion } = input;
  const at = context.at?.toISOString() ?? null;
  const { prepared, now } = await lockHead(tx, { domain, appointmentId, principal: actor.principal, at });
  const head = withdrawable(prepared.head, expectedVersion);
  const version: NewVersion = await withdrawalOf(tx, head, input, now);
  const record = recordOf(actor, version, head);
  const received = await claimRecipients(tx, `${domain}/${appointmentId}`);
  const routed = routeWithdrawal({ record, sender: senderOf(actor), now }, received.recipients, settings);
  const acceptance = composeAcceptance(context, actor, head, version, record, routed);
  return acceptLocked(tx, { ...acceptance, supersedes: received.open });
}

function withdrawable(head: HeadRow | null, expectedVersion: number | null): HeadRow {
  if (!head || head.currentVersion === 0 || head.currentReportStatus === 'withdrawn') {
    throw new DomainError('not_found', 'There is no report to withdraw for this appointment in this domain.');
  }
  requireVersion(head, expectedVersion);
  return head;
}

/** The withdrawal carries the text it withdraws: destinations replace the report in its entirety. */
async function withdrawalOf(tx: Queryable, head: HeadRow, input: WithdrawReportInput, now: Date): Promise<NewVersion> {
  const { rows } = await tx.execute<{
    report_text: string;
    report_format: string;
    clinician_name: string | null;
    clinician_provider_number: string | null;
    clinician_email: string | null;
  }>(sql`select report_text, report_format, clinician_name, clinician_provider_number, clinician_email
    from report_versions where report_guid = ${head.currentReportGuid}`);
  const [current] = rows;
  if (!current) throw new Error('The current version of the report is missing.');
  return {
    domain: input.domain,
    appointmentId: input.appointmentId,
    version: head.currentVersion + 1,
    reportStatus: 'withdrawn',
    resultStatus: 'X',
    reportText: current.report_text,
    reportFormat: current.report_format,
    clinicianName: current.clinician_name,
    clinicianProviderNumber: current.clinician_provider_number,
    clinicianEmail: current.clinician_email,
    reportedAtUtc: now.toISOString(),
    reason: input.reason,
  };
}
