import type { Context } from '#lib/context';
import { nudgeWorker } from '#lib/delivery/nudge-worker';
import { closeDraft } from '#lib/drafts/close-draft';
import { DomainError, sqlState } from '#lib/errors';
import { fingerprint } from '#lib/idempotency/fingerprint';
import { purgeExpiredKeys } from '#lib/idempotency/purge-expired-keys';
import { replayAnswer, type ReplayedAnswer } from '#lib/idempotency/replay-answer';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { sha256 } from '#lib/ids';
import { answerTo } from '#lib/reports/answer-to';
import { composeAcceptance, type Acceptance } from '#lib/reports/compose-acceptance';
import type { SubmitReport } from '#lib/reports/contract';
import { checkBeforeSigning } from '#lib/reports/check-before-signing';
import { drawUpVersion } from '#lib/reports/draw-up-version';
import type { CheckOverride } from '#lib/reports/overrides-contract';
import { readOverrides } from '#lib/reports/read-overrides';
import { readHead, type HeadRow, type PreparedSubmission } from '#lib/reports/read-head';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import { acceptSubmission } from '#lib/submissions/accept-submission';

export interface SubmitReportInput {
  domain: AuthorizedDomain;
  appointmentId: string;
  body: SubmitReport;
  idempotencyKey: string | null;
  /** The version the caller means to replace (`If-Match`), or null: the last writer wins. */
  expectedVersion: number | null;
}

/** What the preparatory read found, with the database's clock and settings version at that moment. */
export interface Preparation {
  prepared: PreparedSubmission;
  now: Date;
  settingsVersion: number;
}

/** Each lost race means that somebody else's write went through; more in a row than this is a storm. */
const MOST_RACES = 20;

/**
 * Submits a preliminary or final report (contract §3): replays the key's answer, or decides by the appointment's head and
 * writes everything in one statement; a lost race reads and decides again. `preparation` is the caller's own read, if it
 * made one. What a person signs is checked first; a client's report is not. Throws `bad_request` (a check stops or blocks
 * it), `not_found` (unknown or not PENDING REPORTING), `conflict` (preliminary after final, stale version,
 * key used for another request), `busy`.
 */
export async function submitReport(
  context: Context,
  actor: Actor,
  input: SubmitReportInput,
  preparation?: Preparation,
): Promise<ReplayedAnswer> {
  const { domain, appointmentId, idempotencyKey: key } = input;
  const overrides = readOverrides(actor, input.body);
  const textSha256 = sha256(input.body.reportText);
  const payload = { ...canonicalBody(input.body, textSha256), overrides };
  const print = fingerprint('POST', `${domain}/${appointmentId}/report`, payload);
  const at = context.at?.toISOString() ?? null;
  let found = preparation;
  for (let race = 0; race < MOST_RACES; race += 1) {
    found ??= await readHead(context.db, { domain, appointmentId, key, at, principal: actor.principal });
    if (found.prepared.answer) return replayAnswer(found.prepared.answer, print);
    const settings = await loadSnapshot(context.db, found.settingsVersion);
    const acceptance = await decide(
      context,
      actor,
      { ...input, overrides, textSha256 },
      found.prepared.head,
      settings,
      found.now,
    );
    const answer = answerTo(acceptance);
    if (await write(context, acceptance, answer, key, print)) {
      nudgeWorker();
      if (actor.kind === 'user') await closeDraft(context, actor, { ...input, reportText: input.body.reportText });
      return answer;
    }
    found = undefined;
  }
  throw new DomainError(
    'busy',
    'Too many reports arrive for this appointment at once. Nothing was changed; send it again.',
  );
}

/** The fingerprint's payload: the text by its hash, so that 2 MiB are hashed once. No body has a member of that name. */
const canonicalBody = (body: SubmitReport, textSha256: Buffer): object => ({
  ...body,
  reportText: undefined,
  textSha256: textSha256.toString('hex'),
});

async function decide(
  context: Context,
  actor: Actor,
  input: SubmitReportInput & { textSha256: Buffer; overrides: CheckOverride[] | null },
  head: HeadRow | null,
  settings: SettingsSnapshot,
  now: Date,
): Promise<Acceptance> {
  const drawn = drawUpVersion(actor, input, head, settings, now);
  const overrides =
    actor.kind === 'user' ? await checkBeforeSigning(context, actor, drawn, input.overrides ?? []) : null;
  const record = { ...drawn.record, overrides };
  return composeAcceptance(context, actor, drawn.head, drawn.version, record, drawn.routed);
}

/** False when the race was lost: the appointment changed, or another request stored the same key first. */
async function write(
  context: Context,
  acceptance: Acceptance,
  answer: ReplayedAnswer,
  key: string | null,
  print: Buffer,
): Promise<boolean> {
  const kept = {
    key,
    fingerprint: key === null ? null : print,
    answerStatus: answer.status,
    answerLocation: answer.headers.location ?? '',
    answerBody: answer.json,
  };
  try {
    return (await acceptSubmission(context.db, { ...acceptance, ...kept })) !== null;
  } catch (error) {
    if (sqlState(error) !== '23505' || key === null) throw error;
    await purgeExpiredKeys(context.db, { principal: acceptance.principal, key });
    return false;
  }
}
