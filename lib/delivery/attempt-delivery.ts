import { setTimeout as delay } from 'node:timers/promises';
import type { Context } from '#lib/context';
import type { ClaimedDelivery } from '#lib/delivery/claim-deliveries';
import { settleDelivery, type Settlement } from '#lib/delivery/settle-delivery';
import type { Transport, TransportResult } from '#lib/delivery/transports/contract';
import { sendNowhere } from '#lib/delivery/transports/null';
import { log } from '#lib/log';
import type { SettingsSnapshot, SnapshotDestination } from '#lib/settings/build-snapshot';

/** Milliseconds before each further try to record what came of an attempt: half a minute in all. */
const SETTLE_AGAIN_MS = [100, 200, 500, 1000, 2000, 5000, 10_000, 10_000];

/**
 * Tries to hand over one claimed file and records what came of it; gives it up when its workers stopped in every attempt
 * that the schedule allows. Throws only when the result could not be recorded: the claim then holds until its lease ends.
 */
export async function attemptDelivery(
  context: Context,
  claim: ClaimedDelivery,
  settings: SettingsSnapshot,
): Promise<void> {
  const started = performance.now();
  const destination = settings.findDestination(claim.destination);
  const schedule = destination?.settings.retry.schedule ?? [];
  const result = giveUp(claim, schedule) ?? (await send(destination, claim));
  const seconds = (performance.now() - started) / 1000;
  const settled = await settleSurely(context, claim, { result, seconds, schedule });
  log().info({ ...lineOf(claim), outcome: settled ? result.outcome : 'lease lost' }, 'delivery');
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

/** What becomes of a file whose every attempt ended its worker; null for every other. */
function giveUp(claim: ClaimedDelivery, schedule: readonly string[]): Settlement['result'] | null {
  const most = schedule.length + 1;
  if (claim.attempts <= most) return null;
  const detail = `The last of ${most} attempts ended without a result: the worker stopped while it was sending the file.`;
  return { outcome: 'abandoned', detail };
}

async function send(destination: SnapshotDestination | undefined, claim: ClaimedDelivery): Promise<TransportResult> {
  const transport = destination && transportOf(destination);
  if (!transport) return { outcome: 'retry', detail: 'The settings of this destination name no way to send to it.' };
  try {
    return await transport({ reportId: claim.reportId, fileName: claim.fileName, destination: claim.destination });
  } catch (error) {
    log().error({ ...lineOf(claim), error: nameOf(error) }, 'a transport threw');
    return { outcome: 'retry', detail: `Sending failed on our side (${nameOf(error)}).` };
  }
}

function transportOf(destination: SnapshotDestination): Transport | null {
  switch (destination.settings.transport.type) {
    case 'NULL':
      return sendNowhere;
    case 'DOWNLOAD':
    case 'MLLP':
    case 'FHIR':
    case 'SFTP':
    case 'WEBHOOK':
      return null;
  }
}

/** What every log line of a delivery tells; several ids when the file carries what several requests submitted. */
const lineOf = ({ id, destination, attempts, correlationIds }: ClaimedDelivery) => ({
  correlationId: correlationIds.join(' '),
  deliveryId: id,
  destination,
  attempts,
});

const nameOf = (error: unknown): string => (error instanceof Error ? error.name : 'unknown');
