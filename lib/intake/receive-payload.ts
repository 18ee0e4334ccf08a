import type { Context } from '#lib/context';
import { nudgeWorker } from '#lib/delivery/nudge-worker';
import type { Actor } from '#lib/identity/actor';
import { acknowledgmentOf } from '#lib/intake/acknowledgment';
import { checkPayload } from '#lib/intake/check-payload';
import { findSender } from '#lib/intake/find';
import { unknownSender } from '#lib/intake/messages';
import type { WrittenRequest } from '#lib/intake/read-request';
import { storePayload } from '#lib/intake/store-payload';
import { storeRejection, type Rejection } from '#lib/intake/store-rejection';
import { validateItems } from '#lib/intake/validate-items';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import type { Submission } from '#lib/submissions/contract';
import { presentSubmission } from '#lib/submissions/present';
import { readHistory } from '#lib/submissions/read-history';

/** A payload at the door. */
export interface PayloadRequest extends WrittenRequest {
  /** `{org}` or `{org}.{sender}`, as the client header or parameter says. */
  client: string | undefined;
  /** Reads the payload; called once, and only for a sender who may send. */
  read: () => Promise<Buffer>;
}

/** What became of it: taken in, only checked (`option`), or refused, each told as the submission model. */
export interface Receipt {
  kind: 'accepted' | 'checked' | 'rejected';
  submission: Submission;
  /** The HL7 acknowledgment that is to be answered instead, where its sender asks for one. */
  ack: string | null;
}

/**
 * Takes a payload in through the ReportStream door (contract §5): everything about it is checked and told at once, and what
 * is accepted is stored whole before this returns. Its items are then read by a worker, each on its own. A rejection is kept,
 * too, with its errors. Throws `bad_request` without a client, `insufficient_scope` or `forbidden` (another organization's
 * sender), `gone` (the sender is inactive), `too_large`, `timed_out`.
 */
export async function receivePayload(
  context: Context,
  actor: Actor,
  request: PayloadRequest,
  settingsVersion?: number,
): Promise<Receipt> {
  const settings = await loadSnapshot(context.db, settingsVersion);
  const { domain, name, sender } = findSender(actor, request.client, settings);
  const origin = { domain, principal: actor.principal };
  if (!sender) {
    const messages = [unknownSender(request.client ?? '')];
    return reject(context, { ...origin, sender: name, topic: null, messages }, settings);
  }
  const checked = await checkPayload(request, await request.read(), sender, settings);
  if (checked.refused) {
    const { name, topic } = sender;
    return reject(context, { ...origin, sender: name, topic, messages: checked.messages }, settings);
  }
  if (checked.meant.option === 'ValidatePayload' || checked.meant.option === 'CheckConnections') {
    const { submission } = await validateItems({ domain, sender }, checked);
    return { kind: 'checked', submission, ack: null };
  }
  const submissionId = await storePayload(context, { ...origin, sender }, checked);
  nudgeWorker();
  const submission = await tell(context, submissionId, settings);
  const { ack } = acknowledgmentOf(sender, checked, {
    controlId: String(submissionId),
    at: new Date(submission.timestamp),
  });
  return { kind: 'accepted', submission, ack };
}

async function reject(context: Context, rejection: Rejection, settings: SettingsSnapshot): Promise<Receipt> {
  const submission = await tell(context, await storeRejection(context, rejection), settings);
  // The contract's example: its own answer says Received, what is read later says Error.
  return { kind: 'rejected', submission: { ...submission, overallStatus: 'Received' }, ack: null };
}

async function tell(context: Context, submissionId: number, settings: SettingsSnapshot): Promise<Submission> {
  const row = await readHistory(context.db, { submissionId, reportId: null, organizations: null, explain: false });
  if (!row) throw new Error('A submission that was just stored is not there.');
  return presentSubmission(row, settings, { explain: false, isAdmin: false });
}
