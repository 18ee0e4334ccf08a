import type { SettingsSnapshot } from '#lib/settings/build-snapshot';
import { mayReceive } from '#lib/routing/route-item';

/** A version of a report, and the submission that it came with. */
export interface Newer {
  version: number;
  id: string;
}

/** An item at a destination, as somebody wants it sent again. */
export interface ResendCandidate {
  destination: string;
  state: 'outside' | 'filtered' | 'skipped' | 'waiting' | 'retrying' | 'delivered' | 'failed' | 'superseded';
  /** Of its order there: the newest version that the destination has or is about to get, if newer than this one. */
  newer: Newer | null;
  /** The order's report was withdrawn after this version. */
  isWithdrawn: boolean;
  withdrawal: boolean;
  /** A file with it is on its way, or waits to be sent or fetched. */
  isOpen: boolean;
}

/** Whose items they are. */
export interface ResendOrigin {
  organization: string;
  topic: string;
}

/** Why a version is too old to be sent to a destination, in words; null where it is not. */
export function judgeAge({ newer, isWithdrawn }: Pick<ResendCandidate, 'newer' | 'isWithdrawn'>): string | null {
  if (newer) {
    return `It has, or is about to get, version ${newer.version}, which is newer. Send the current one again instead: submission ${newer.id}.`;
  }
  return isWithdrawn ? 'The report was withdrawn after this version.' : null;
}

/** Why an item is not sent to a destination again, in words; null where it is. */
export function judgeResend(
  { destination: name, state, newer, isWithdrawn, withdrawal, isOpen }: ResendCandidate,
  { organization, topic }: ResendOrigin,
  settings: SettingsSnapshot,
): string | null {
  const overtaken = judgeAge({ newer, isWithdrawn });
  if (overtaken) return overtaken;
  if (isOpen || state === 'waiting' || state === 'retrying') return 'It is on its way there already.';
  if (state === 'superseded') return 'A newer version took its place.';
  if (state === 'filtered' || state === 'outside') return 'It was filtered out there; route it again instead.';
  const destination = settings.findDestination(name);
  if (!destination) return 'This destination was removed from the settings, or its settings are not valid.';
  const sharesWith = settings.organizations.get(organization)?.sharesWith ?? [];
  if (withdrawal || mayReceive(destination, organization, topic, sharesWith)) return null;
  return destination.active
    ? 'The sender does not share with this destination, or it takes another topic.'
    : 'This destination is inactive.';
}
