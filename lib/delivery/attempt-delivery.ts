import type { Context } from '#lib/context';
import type { ClaimedDelivery } from '#lib/delivery/claim-deliveries';
import { settleDelivery } from '#lib/delivery/settle-delivery';
import type { Transport, TransportResult } from '#lib/delivery/transports/contract';
import { sendNowhere } from '#lib/delivery/transports/null';
import { log } from '#lib/log';
import type { SettingsSnapshot, SnapshotDestination } from '#lib/settings/build-snapshot';

/** Tries to hand over one claimed file and records what came of it; closes it when a newer version has come. */
export async function attemptDelivery(
  context: Context,
  claim: ClaimedDelivery,
  settings: SettingsSnapshot,
): Promise<void> {
  const startedAt = context.at ?? new Date();
  const destination = settings.findDestination(claim.destination);
  const result = claim.supersededBy
    ? { outcome: 'superseded' as const, by: claim.supersededBy }
    : await send(destination, claim);
  const schedule = destination?.settings.retry.schedule ?? [];
  const settled = await settleDelivery(context, claim, {
    result,
    startedAt,
    finishedAt: context.at ?? new Date(),
    schedule,
  });
  const { id: deliveryId, destination: name, attempts } = claim;
  log().info({ deliveryId, destination: name, attempts, outcome: settled ? result.outcome : 'lease lost' }, 'delivery');
}

function send(destination: SnapshotDestination | undefined, claim: ClaimedDelivery): Promise<TransportResult> {
  const transport = destination && transportOf(destination);
  if (!transport) throw new Error(`A file was claimed for ${claim.destination}, which cannot be sent to.`);
  return transport({ reportId: claim.reportId, fileName: claim.fileName, destination: claim.destination });
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
