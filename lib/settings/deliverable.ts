import type { SnapshotDestination } from '#lib/settings/build-snapshot';
import type { ReceiverSettings } from '#lib/settings/receiver-contract';

/**
 * Whether this version of Readout can send to a destination: NULL, where nothing leaves, and DOWNLOAD take any format. The
 * other transports come later: until then their files wait and history says so.
 */
export const isDeliverable = (destination: SnapshotDestination): boolean => canDeliver(destination.settings);

/** The same, by its settings alone. */
export function canDeliver({ transport }: Pick<ReceiverSettings, 'transport'>): boolean {
  return transport.type === 'NULL' || transport.type === 'DOWNLOAD';
}

/** Whether it fetches its files: they are ready for it, and no worker sends them. */
export const isOffered = (destination: SnapshotDestination): boolean =>
  isDeliverable(destination) && destination.settings.transport.type === 'DOWNLOAD';

/** Whether a worker sends its files. */
export const isSent = (destination: SnapshotDestination): boolean =>
  isDeliverable(destination) && !isOffered(destination);
