import { newUuid } from '#lib/ids';
import { planFile } from '#lib/delivery/plan-delivery';
import type { VersionRecord } from '#lib/reports/chain';
import { itemFields } from '#lib/reports/item-fields';
import { deliveryTo, planRoutings, type RoutedVersion } from '#lib/reports/route-version';
import type { SettingsSnapshot, SnapshotDestination } from '#lib/settings/build-snapshot';
import type { DeliveryRow } from '#lib/submissions/accept-submission';

/** A destination that received a version, as its files tell. */
export interface Recipient {
  destination: string;
  organization: string;
  fileType: SnapshotDestination['settings']['format'];
  /** It fetches its files. */
  fetches: boolean;
}

interface WithdrawalToRoute {
  record: VersionRecord;
  sender: string;
  now: Date;
}

/**
 * Routes a withdrawal: to every destination that received any version, whatever its filters say and also when it is
 * inactive or its settings cannot be read (contract §4).
 */
export function routeWithdrawal(
  { record, sender, now }: WithdrawalToRoute,
  recipients: readonly Recipient[],
  settings: SettingsSnapshot,
): RoutedVersion {
  const topic = settings.organizations.get(record.domain)?.senders.get(sender)?.topic ?? 'radiology';
  return { fields: itemFields(record, sender, topic), ...routeToRecipients(recipients, settings, now) };
}

/** One file to each, past all filters. */
export function routeToRecipients(recipients: readonly Recipient[], settings: SettingsSnapshot, now: Date) {
  const files = new Map(recipients.map((recipient) => [recipient.destination, fileTo(recipient, settings, now)]));
  const routings = [...files.keys()].map((name) => ({ destination: { name }, verdict: { kind: 'routed' } as const }));
  return planRoutings(routings, (name) => files.get(name) ?? null);
}

/** Without settings that can be read it is a file like the last one, due at once. */
function fileTo(recipient: Recipient, settings: SettingsSnapshot, now: Date): DeliveryRow | null {
  const known = settings.findDestination(recipient.destination);
  if (known) return deliveryTo(known, now, 0);
  const reportId = newUuid();
  const { fileName, expiresAt } = planFile(recipient.destination, recipient.fileType, reportId, now);
  return {
    report_id: reportId,
    destination: recipient.destination,
    organization: recipient.organization,
    state: recipient.fetches ? 'ready' : 'queued',
    file_type: recipient.fileType,
    file_name: fileName,
    next_attempt_at: now.toISOString(),
    expires_at: expiresAt.toISOString(),
    gathers: false,
  };
}
