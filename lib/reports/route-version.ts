import type { DestinationTally } from '#db/tables/submissions';
import { newUuid } from '#lib/ids';
import { planDelivery } from '#lib/delivery/plan-delivery';
import { itemFields } from '#lib/reports/item-fields';
import type { VersionRecord } from '#lib/reports/chain';
import type { ItemFields, Verdict } from '#lib/routing/contract';
import { routeItem } from '#lib/routing/route-item';
import type { SnapshotDestination, SettingsSnapshot } from '#lib/settings/build-snapshot';
import type { DeliveryRow, RoutingRow } from '#lib/submissions/accept-submission';
import { deliveryState, overallStatus } from '#lib/submissions/overall-status';

/** Everything a version is about to do, decided before anything is written. */
export interface RoutedVersion {
  fields: ItemFields;
  routings: RoutingRow[];
  deliveries: DeliveryRow[];
  destinations: DestinationTally[];
  overallStatus: string;
  deliveryState: string;
  warningCount: number;
}

interface VersionToRoute {
  record: VersionRecord;
  reportText: string;
  sender: string;
  now: Date;
  /** Seconds in which the signer can recall it: portal finals only. */
  holdSeconds: number;
}

/** Routes one version through the current settings: verdicts, files, tallies, status (architecture.md, hop 7). */
export function routeVersion(version: VersionToRoute, settings: SettingsSnapshot): RoutedVersion {
  const { record, now } = version;
  const organization = settings.organizations.get(record.domain);
  const topic = organization?.senders.get(version.sender)?.topic ?? 'radiology';
  const fields = itemFields(record, version.sender, topic);
  const routings = routeItem(
    {
      fields: { ...fields, report_text: version.reportText },
      now,
      timeZone: organization?.timeZone ?? 'UTC',
    },
    settings.destinationsFor(record.domain, topic),
  );
  const fileTo = (name: string) => deliveryTo(settings.findDestination(name), now, version.holdSeconds);
  return { fields, ...planRoutings(routings, fileTo) };
}

/** The rows that verdicts become; `fileTo` makes the file for each destination that an item is routed to. */
export function planRoutings(
  routings: readonly { destination: { name: string }; verdict: Verdict }[],
  fileTo: (destination: string) => DeliveryRow | null,
): Omit<RoutedVersion, 'fields'> {
  const deliveries: DeliveryRow[] = [];
  const destinations: DestinationTally[] = [];
  let warningCount = 0;
  const rows = routings.map(({ destination, verdict }): RoutingRow => {
    if (verdict.kind === 'filtered') {
      const outside = verdict.filterType === 'JURISDICTIONAL_FILTER';
      if (!outside) {
        destinations.push({ ...emptyTally(destination.name), filtered: 1 });
        warningCount += verdict.failures.length;
      }
      const state = outside ? 'outside' : 'filtered';
      return { destination: destination.name, state, filter_type: verdict.filterType, failures: verdict.failures };
    }
    const delivery = fileTo(destination.name);
    if (delivery) deliveries.push(delivery);
    destinations.push({ ...emptyTally(destination.name), waiting: 1, sendingAt: delivery?.next_attempt_at ?? null });
    return { destination: destination.name, state: 'waiting', filter_type: null, failures: null };
  });
  const progress = { httpStatus: 201, routed: true, validItemCount: 1, destinations };
  return {
    routings: rows,
    deliveries,
    destinations,
    overallStatus: overallStatus(progress),
    deliveryState: deliveryState(progress),
    warningCount,
  };
}

/** The file that carries one item to one destination. */
export function deliveryTo(
  destination: SnapshotDestination | undefined,
  now: Date,
  holdSeconds: number,
): DeliveryRow | null {
  if (!destination) return null;
  const reportId = newUuid();
  const plan = planDelivery(destination, reportId, now, holdSeconds);
  return {
    report_id: reportId,
    destination: destination.name,
    organization: destination.organization,
    state: plan.state,
    file_type: destination.settings.format,
    file_name: plan.fileName,
    next_attempt_at: plan.nextAttemptAt.toISOString(),
    expires_at: plan.expiresAt.toISOString(),
    gathers: plan.gathers,
  };
}

/** A destination with nothing counted yet. */
const emptyTally = (destination: string): DestinationTally => ({
  destination,
  filtered: 0,
  skipped: 0,
  superseded: 0,
  waiting: 0,
  retrying: 0,
  failed: 0,
  delivered: 0,
  sendingAt: null,
});
