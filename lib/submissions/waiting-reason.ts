import { mayReceive } from '#lib/routing/route-item';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';

interface WaitingItems {
  status: string;
  /** The sending organization, and where its items wait. */
  organization: string;
  destination: string;
  withdrawal: boolean;
  /** Why somebody paused the destination; null: it is not paused. */
  pauseReason: string | null;
  isDegraded: boolean;
}

/**
 * Why a destination's items wait, where the reason lies in settings or in the destination's state and not in an attempt; null otherwise. A withdrawal
 * waits neither for a destination to become active nor to be shared with.
 */
export function waitingReason({ status, ...items }: WaitingItems, settings: SettingsSnapshot): string | null {
  if (status !== 'waiting') return null;
  const destination = settings.findDestination(items.destination);
  if (!destination) return 'This destination was removed from the settings, or its settings are not valid.';
  if (!destination.active && !items.withdrawal) return 'This destination is inactive; its files wait.';
  if (items.pauseReason !== null) {
    // Its words are the receiving organization's own.
    const isOwn = destination.organization === items.organization && items.pauseReason !== '';
    return `This destination is paused${isOwn ? `: ${items.pauseReason.replace(/\.$/, '')}` : ''}. Its files wait.`;
  }
  if (items.isDegraded) {
    return 'The destination does not answer. One file at a time is tried until one gets there; this one waits for that.';
  }
  const sharesWith = settings.organizations.get(items.organization)?.sharesWith ?? [];
  const isShared = mayReceive(destination, items.organization, destination.topic, sharesWith);
  return isShared || items.withdrawal ? null : 'The sender no longer shares with this destination; the file waits.';
}
