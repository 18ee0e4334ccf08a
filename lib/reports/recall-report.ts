import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { Context } from '#lib/context';
import { nudgeWorker } from '#lib/delivery/nudge-worker';
import { sealDraft } from '#lib/drafts/content';
import { DomainError } from '#lib/errors';
import { answerOnce } from '#lib/idempotency/answer-once';
import { fingerprint } from '#lib/idempotency/fingerprint';
import type { ReplayedAnswer } from '#lib/idempotency/replay-answer';
import type { AuthorizedDomain, UserActor } from '#lib/identity/actor';
import { composeAcceptance } from '#lib/reports/compose-acceptance';
import { findVersion, type StoredVersion } from '#lib/reports/find';
import { acceptLocked, lockHead, requireVersion } from '#lib/reports/locked-head';
import { recordOf, senderOf } from '#lib/reports/new-version';
import type { HeadRow } from '#lib/reports/read-head';
import { onItsWay, requireRecallable, versionAfterRecall } from '#lib/reports/recall-rules';
import { routeVersion } from '#lib/reports/route-version';
import { routeWithdrawal } from '#lib/reports/route-withdrawal';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { lockFiles } from '#lib/submissions/lock-files';
import { IS_OPEN } from '#lib/submissions/supersede-older';

export interface RecallReportInput {
  domain: AuthorizedDomain;
  appointmentId: string;
  idempotencyKey: string | null;
  expectedVersion: number | null;
}

/**
 * Recalls a final while it is held (contract §7 "finalHoldSeconds"): nothing of it has left, and nothing will. What stood
 * before it stands again, as a new version: a preliminary or final with its old text, or none (`withdrawn`, told to
 * nobody). The recalled text becomes the signer's draft, unless they have another. Throws `not_found` without a final,
 * `forbidden` to anybody but its signer, `conflict` on a stale version and once it is on its way.
 */
export async function recallReport(
  context: Context,
  actor: UserActor,
  input: RecallReportInput,
): Promise<ReplayedAnswer> {
  const { domain, appointmentId, idempotencyKey: key, expectedVersion } = input;
  const print = fingerprint('POST', `${domain}/${appointmentId}/report/recall`, { expectedVersion });
  const request = { principal: actor.principal, key, fingerprint: print };
  const answer = await answerOnce(context.db, request, (tx) => recall(tx, context, actor, input));
  nudgeWorker();
  return answer;
}

async function recall(
  tx: Queryable,
  context: Context,
  actor: UserActor,
  { domain, appointmentId, expectedVersion }: RecallReportInput,
): Promise<ReplayedAnswer> {
  const at = context.at?.toISOString() ?? null;
  const found = await lockHead(tx, { domain, appointmentId, principal: actor.principal, at });
  const settings = await loadSnapshot(context.db, found.settingsVersion);
  const head = headWithFinal(found.prepared.head, expectedVersion);
  const recalled = await findVersion(tx, head.id, head.currentVersion);
  if (!recalled) throw new Error('The current version of the report is missing.');
  const holdSeconds = settings.organizations.get(domain)?.finalHoldSeconds ?? 0;
  requireRecallable(recalled, actor.principal, holdSeconds, found.now);
  const supersedes = await holdFiles(tx, `${domain}/${appointmentId}`, recalled.version);

  const before = await findVersion(tx, head.id, recalled.version - 1);
  const version = versionAfterRecall({ domain, appointmentId }, recalled, before, found.now);
  const record = recordOf(actor, version, head);
  const toRoute = { record, sender: senderOf(actor), now: found.now };
  const routed =
    version.reportStatus === 'withdrawn'
      ? routeWithdrawal(toRoute, [], settings)
      : routeVersion({ ...toRoute, reportText: version.reportText, holdSeconds: 0 }, settings);
  const acceptance = composeAcceptance(context, actor, head, version, record, routed);
  const answer = await acceptLocked(tx, { ...acceptance, supersedes, reopens: true, auditAction: 'report.recall' });
  await keepAsDraft(tx, actor, recalled);
  return answer;
}

function headWithFinal(head: HeadRow | null, expectedVersion: number | null): HeadRow {
  if (head?.currentReportStatus !== 'final') {
    throw new DomainError('not_found', 'There is no final report to recall for this appointment in this domain.');
  }
  requireVersion(head, expectedVersion);
  return head;
}

/**
 * Locks the order's open files, so that no worker can claim one until the recall is committed, and tells which destinations
 * have one. Throws `conflict` when a file of the version was claimed or offered already.
 */
async function holdFiles(tx: Queryable, orderKey: string, version: number): Promise<string[]> {
  await lockFiles(tx, [orderKey]);
  const { rows } = await tx.execute<{ destination: string; gone: boolean }>(sql`
    select d.destination, i.version = ${version} and (d.state not in ('queued', 'ready') or d.attempts > 0
      or d.next_attempt_at <= now()) as gone
    from delivery_items i join deliveries d on d.id = i.delivery_id
    where i.order_key = ${orderKey} and (i.version = ${version} or ${IS_OPEN})`);
  if (rows.some(({ gone }) => gone)) throw onItsWay();
  return [...new Set(rows.map(({ destination }) => destination))];
}

/** What was recalled is written on, not written again. */
async function keepAsDraft(tx: Queryable, actor: UserActor, recalled: StoredVersion): Promise<void> {
  const sealed = sealDraft({ reportText: recalled.reportText, templateId: null });
  await tx.execute(sql`
    insert into drafts (appointment_key, user_id, revision, base_version, sealed, saved_at)
    values (${recalled.appointmentKey}, ${actor.userId}::uuid, 1, ${recalled.version + 1}, ${sealed}, now())
    on conflict (appointment_key, user_id) do nothing`);
}
