import type { Context } from '#lib/context';
import type { ClaimedDelivery } from '#lib/delivery/claim-deliveries';
import { settleDelivery, type Settlement } from '#lib/delivery/settle-delivery';
import type { Transport, TransportResult } from '#lib/delivery/transports/contract';
import { sendNowhere } from '#lib/delivery/transports/null';
import { log } from '#lib/log';
import type { SettingsSnapshot, SnapshotDestination } from '#lib/settings/build-snapshot';

/**
 * Tries to hand over one claimed file and records what came of it; closes it when a newer version has come, and gives it
 * up when its workers stopped in every attempt that the schedule allows.
 */
export async function attemptDelivery(
  context: Context,
  claim: ClaimedDelivery,
  settings: SettingsSnapshot,
): Promise<void> {
  const startedAt = context.at ?? new Date();
  const destination = settings.findDestination(claim.destination);
  const schedule = destination?.settings.retry.schedule ?? [];
  const result = withoutSending(claim, schedule) ?? (await send(destination, claim));
  const settled = await settleDelivery(context, claim, {
    result,
    startedAt,
    finishedAt: context.at ?? new Date(),
    schedule,
  });
  const { id: deliveryId, destination: name, attempts } = claim;
  log().info({ deliveryId, destination: name, attempts, outcome: settled ? result.outcome : 'lease lost' }, 'delivery');
}

/** What becomes of a file that must not be sent; null for every other. */
function withoutSending(claim: ClaimedDelivery, schedule: readonly string[]): Settlement['result'] | null {
  if (claim.supersededBy) return { outcome: 'superseded', by: claim.supersededBy };
  const most = schedule.length + 1;
  if (claim.attempts <= most) return null;
  const detail = `The last of ${most} attempts ended without a result: the worker stopped while it was sending the file.`;
  return { outcome: 'abandoned', detail };
}

async function send(destination: SnapshotDestination | undefined, claim: ClaimedDelivery): Promise<TransportResult> {
  const transport = destination && transportOf(destination);
  if (!transport) throw new Error(`A file was claimed for ${claim.destination}, which cannot be sent to.`);
  try {
    return await transport({ reportId: claim.reportId, fileName: claim.fileName, destination: claim.destination });
  } catch (error) {
    const name = error instanceof Error ? error.name : 'unknown';
    log().error({ deliveryId: claim.id, destination: claim.destination, error: name }, 'a transport threw');
    return { outcome: 'retry', detail: `Sending failed on our side (${name}).` };
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
