import type { DestinationTally } from '#db/tables/submissions';

export const OVERALL_STATUSES = [
  'Valid',
  'Error',
  'Received',
  'Not Delivering',
  'Waiting to Deliver',
  'Partially Delivered',
  'Delivered',
] as const;
export type OverallStatus = (typeof OVERALL_STATUSES)[number];

export const DELIVERY_STATES = [
  'processing',
  'retrying',
  'waiting',
  'failed',
  'delivered',
  'superseded',
  'not_delivering',
] as const;
export type DeliveryState = (typeof DELIVERY_STATES)[number];

/** What can have become of a submission at a destination, the worst news first: the same order as `DELIVERY_STATES`. */
export const FATES = ['retrying', 'waiting', 'failed', 'delivered', 'superseded', 'skipped'] as const;
export const DESTINATION_STATUSES = [...FATES, 'filtered'] as const;
export type DestinationStatus = (typeof DESTINATION_STATUSES)[number];

/** What the status of an accepted or rejected submission depends on. */
export interface Progress {
  /** HTTP status of the POST: 200 or 201 when accepted. */
  httpStatus: number;
  /** Every item has been processed and routed. */
  routed: boolean;
  validItemCount: number;
  destinations: readonly DestinationTally[];
}

/** Items of this submission that met the destination: all but those outside its jurisdiction. */
export const countItems = (tally: DestinationTally): number =>
  tally.filtered + tally.skipped + tally.superseded + countLeft(tally);

/** Items left for the destination: not filtered, superseded or skipped. */
export const countLeft = (tally: DestinationTally): number =>
  tally.waiting + tally.retrying + tally.failed + tally.delivered;

/** Contract §6 "overallStatus", first match wins. Total: every progress has exactly one status. */
export function overallStatus({ httpStatus, routed, validItemCount, destinations }: Progress): OverallStatus {
  if (httpStatus !== 200 && httpStatus !== 201) return 'Error';
  if (!routed) return 'Received';
  if (destinations.length === 0 || validItemCount === 0) return 'Not Delivering';
  if (destinations.every((tally) => countLeft(tally) > 0 && isDone(tally))) return 'Delivered';
  if (destinations.some((tally) => tally.delivered > 0)) return 'Partially Delivered';
  if (destinations.every((tally) => countLeft(tally) === 0)) return 'Not Delivering';
  return 'Waiting to Deliver';
}

/** Our own member beside it: the first that applies, so that a failure for good is never hidden behind a success. */
export function deliveryState({ httpStatus, routed, destinations }: Progress): DeliveryState {
  if (httpStatus !== 200 && httpStatus !== 201) return 'not_delivering';
  if (!routed) return 'processing';
  for (const state of ['retrying', 'waiting', 'failed', 'delivered', 'superseded'] as const) {
    if (destinations.some((tally) => tally[state] > 0)) return state;
  }
  return 'not_delivering';
}

const isDone = (tally: DestinationTally): boolean => tally.delivered === countLeft(tally);

/** The one status of a destination: the first fate that any of its items has; `filtered` when none has another. */
export const destinationStatus = (tally: DestinationTally): DestinationStatus =>
  FATES.find((fate) => tally[fate] > 0) ?? 'filtered';

/**
 * The delivery states that a submission can have while one of its destinations has this status; null = any. It lets an
 * index find the few that are still open, or failed, among all that arrived.
 */
export function deliveryStatesWith(status: DestinationStatus): DeliveryState[] | null {
  const order: DeliveryState[] = ['retrying', 'waiting', 'failed'];
  const at = order.findIndex((state) => state === status);
  return at < 0 ? null : order.slice(0, at + 1);
}
