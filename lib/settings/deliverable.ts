import type { SnapshotDestination } from '#lib/settings/build-snapshot';

/**
 * Whether this version of Readout can send to a destination. NULL takes any format since nothing leaves; DOWNLOAD offers
 * TEXT. The other transports and formats come later: until then their files wait and history says so.
 */
export function isDeliverable(destination: SnapshotDestination): boolean {
  const { transport, format } = destination.settings;
  if (transport.type === 'NULL') return true;
  return transport.type === 'DOWNLOAD' && format === 'TEXT';
}

/** Whether it fetches its files: they are ready for it, and no worker sends them. */
export const isOffered = (destination: SnapshotDestination): boolean =>
  isDeliverable(destination) && destination.settings.transport.type === 'DOWNLOAD';

/** Whether a worker sends its files. */
export const isSent = (destination: SnapshotDestination): boolean =>
  isDeliverable(destination) && !isOffered(destination);
