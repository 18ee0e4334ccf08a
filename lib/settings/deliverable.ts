import type { SnapshotDestination } from '#lib/settings/build-snapshot';
import type { ReceiverSettings } from '#lib/settings/receiver-contract';

/**
 * Whether this version of Readout can send to a destination. NULL takes any format since nothing leaves; DOWNLOAD offers
 * TEXT. The other transports and formats come later: until then their files wait and history says so.
 */
export const isDeliverable = (destination: SnapshotDestination): boolean => canDeliver(destination.settings);

/** The same, by its settings alone. */
export function canDeliver({ transport, format }: Pick<ReceiverSettings, 'transport' | 'format'>): boolean {
  if (transport.type === 'NULL') return true;
  return transport.type === 'DOWNLOAD' && format === 'TEXT';
}

/** Whether it fetches its files: they are ready for it, and no worker sends them. */
export const isOffered = (destination: SnapshotDestination): boolean =>
  isDeliverable(destination) && destination.settings.transport.type === 'DOWNLOAD';

/** Whether a worker sends its files. */
export const isSent = (destination: SnapshotDestination): boolean =>
  isDeliverable(destination) && !isOffered(destination);
