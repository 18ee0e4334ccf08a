import type { SnapshotDestination } from '#lib/settings/build-snapshot';

/** Whether it fetches its files: they are ready for it, and no worker sends them. */
export const isOffered = ({ settings }: SnapshotDestination): boolean => settings.transport.type === 'DOWNLOAD';

/** Whether a worker sends its files; to NULL nothing leaves. */
export const isSent = (destination: SnapshotDestination): boolean => !isOffered(destination);
