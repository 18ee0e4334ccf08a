import { setTimeout as delay } from 'node:timers/promises';
import { transaction } from '#db/client';
import { allowsPrivateDestinations } from '#lib/config';
import type { Context } from '#lib/context';
import type { ClaimedDelivery } from '#lib/delivery/claim-deliveries';
import { keepContents } from '#lib/attempts/keep-content';
import { noteAcknowledged } from '#lib/delivery/note-acknowledged';
import { settleDelivery, type Settlement } from '#lib/delivery/settle-delivery';
import { loadFile, type LoadedFile } from '#lib/delivery/load-file';
import type { SettleTogether } from '#lib/delivery/settle-together';
import { sendPayload } from '#lib/transports/send-payload';
import { log } from '#lib/log';
import { composePayload } from '#lib/payloads/compose-payload';
import type { Payload } from '#lib/payloads/contract';
import type { SettingsSnapshot, SnapshotDestination } from '#lib/settings/build-snapshot';
import { findCredentials } from '#lib/settings/find-credentials';
import { holdDestination } from '#lib/settings/hold-destination';
import type { StoredTransport } from '#lib/settings/transport-contract';

/** Milliseconds before each further try to record what came of an attempt: half a minute in all. */
const SETTLE_AGAIN_MS = [100, 200, 500, 1000, 2000, 5000, 10_000, 10_000];

/** What a worker does for several files together instead of for each by itself. */
export interface Together {
  load?: (deliveryId: number) => Promise<LoadedFile>;
  settle?: SettleTogether;
}

/**
 * Tries to hand over one claimed file and records what came of it; gives it up when its workers stopped in every attempt
 * that the schedule allows. Throws only when the result could not be recorded: the claim then holds until its lease ends.
 */
export async function attemptDelivery(
  context: Context,
  claim: ClaimedDelivery,
  settings: SettingsSnapshot,
  { load = (id) => loadFile(context.db, id, settings), settle = async () => false }: Together = {},
): Promise<void> {
  const started = performance.now();
  const destination = settings.findDestination(claim.destination);
  const schedule = destination?.settings.retry.schedule ?? [];
  const { result, sent = null } = giveUp(claim, schedule) ?? (await send(context, destination, claim, load));
  const seconds = (performance.now() - started) / 1000;
  const kept = keepContents(sent, 'reply' in result ? result.reply : undefined);
  const isSettled =
    (result.outcome === 'delivered' && !result.refused && (await settle({ claim, seconds, answer: result, kept }))) ||
    (await settleSurely(context, claim, { result, seconds, schedule, kept }));
  log().info({ ...lineOf(claim), outcome: isSettled ? result.outcome : 'lease lost' }, 'delivery');
  if (result.outcome === 'failed' && result.isGone) await pauseGone(context, claim);
}

/** The destination asks to be sent nothing any more (contract §7, 410): its other files wait until somebody looks. */
async function pauseGone(context: Context, claim: ClaimedDelivery): Promise<void> {
  const { destination } = claim;
  const reason = 'The destination answered 410 Gone: it asks to be sent nothing any more.';
  const isPaused = await transaction(context.db, (tx) =>
    holdDestination(context, tx, { destination, principal: 'worker', reason }),
  );
  if (isPaused) log().warn({ ...lineOf(claim) }, 'a destination was paused: it answered 410 Gone');
}

/**
 * A file that was sent must not be sent again because a lock or a connection was not to be had just now: whatever went
 * wrong, settling is tried again. The fencing token sees to it that none of the tries undoes what another worker did.
 */
async function settleSurely(context: Context, claim: ClaimedDelivery, settlement: Settlement): Promise<boolean> {
  for (const wait of SETTLE_AGAIN_MS) {
    try {
      return await settleDelivery(context, claim, settlement);
    } catch (error) {
      log().warn({ ...lineOf(claim), error: nameOf(error) }, 'a delivery could not be settled; it will be tried again');
      await delay(wait);
    }
  }
  return settleDelivery(context, claim, settlement);
}

interface Attempted {
  result: Settlement['result'];
  /** The bytes that were sent, or were to be. */
  sent?: Buffer;
}

/** What becomes of a file whose every attempt ended its worker; null for every other. */
function giveUp(claim: ClaimedDelivery, schedule: readonly string[]): Attempted | null {
  const most = schedule.length + 1;
  if (claim.scheduleUsed <= most) return null;
  const detail = `The last of ${most} attempts ended without a result: the worker stopped while it was sending the file.`;
  return { result: { outcome: 'abandoned', detail } };
}

async function send(
  context: Context,
  destination: SnapshotDestination | undefined,
  claim: ClaimedDelivery,
  load: NonNullable<Together['load']>,
): Promise<Attempted> {
  if (!destination) return told('retry', 'The settings of this destination cannot be read.');
  const { transport } = destination.settings;
  // Accepted and counted as sent, goes nowhere (tests, trials).
  if (transport.type === 'NULL') return { result: { outcome: 'delivered' } };
  try {
    const { file, items } = await load(claim.id);
    if (items.length === 0) return told('retry', 'A newer version has replaced all that the file held.');
    if (file.reports.length === 0) return told('failed', 'The items of this file carry no report.');
    const payload = await composePayload(file);
    const result = await sendPayload({
      reportId: claim.reportId,
      fileName: claim.fileName,
      destination: claim.destination,
      payload,
      acknowledged: claim.acknowledged,
      onAcknowledged: (messageId) => noteAcknowledged(context.db, claim, messageId),
      transport,
      credentials: await findCredentials(context.db, destination.organization, destination.service),
      allowPrivate: allowsPrivateDestinations(),
      at: context.at ?? new Date(),
    });
    return { result, sent: bytesOf(payload, transport.type, claim.acknowledged) };
  } catch (error) {
    log().error({ ...lineOf(claim), error: nameOf(error) }, 'a file could not be sent');
    return told('retry', `Sending failed on our side (${nameOf(error)}).`);
  }
}

/** Of one attempt: without what was acknowledged before; message by message a batch goes without its wrapper. */
function bytesOf({ bytes, parts }: Payload, by: StoredTransport['type'], acknowledged: readonly string[]): Buffer {
  if (by !== 'MLLP' && by !== 'FHIR') return bytes;
  const sent = parts.filter(({ messageId }) => !acknowledged.includes(messageId));
  const end = Buffer.from(by === 'FHIR' && sent.length > 1 ? '\n' : '');
  return Buffer.concat(sent.flatMap((part) => [part.bytes, end]));
}

/** Nothing left: it tells nothing about the destination. */
const told = (outcome: 'retry' | 'failed', detail: string): Attempted => ({
  result: { outcome, detail, reached: null },
});

/** What every log line of a delivery tells; several ids when the file carries what several requests submitted. */
const lineOf = ({ id, destination, attempts, correlationIds }: ClaimedDelivery) => ({
  correlationId: correlationIds.join(' '),
  deliveryId: id,
  destination,
  attempts,
});

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
