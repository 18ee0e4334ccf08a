import type { SnapshotDestination } from '#lib/settings/build-snapshot';
import { isDeliverable } from '#lib/settings/deliverable';

/**
 * Why a destination's items wait, where the reason lies in its settings and not in an attempt; null otherwise. A
 * withdrawal does not wait for a destination to become active.
 */
export function waitingReason(
  status: string,
  destination: SnapshotDestination | undefined,
  withdrawal: boolean,
): string | null {
  if (status !== 'waiting') return null;
  if (!destination) return 'This destination was removed from the settings, or its settings are not valid.';
  if (!destination.active && !withdrawal) return 'This destination is inactive; its files wait.';
  if (isDeliverable(destination)) return null;
  const { transport, format } = destination.settings;
  return `Sending ${format} by ${transport.type} is not available in this version of Readout; the file waits.`;
}
