import type { IntakeExam, IntakeReport } from '#lib/intake/intake-item';
import type { OrderJoin } from '#lib/intake/join-orders';
import type { ItemFields } from '#lib/routing/contract';
import type { DeliveryRow, RoutingRow } from '#lib/submissions/accept-submission';

/** What became of one item of a payload, ready to be written. */
export interface PlacedItem {
  itemIndex: number;
  trackingId: string | null;
  /** null: the item is invalid, or refused as a duplicate, and goes nowhere. */
  reportGuid: string | null;
  fields: ItemFields;
  /** The appointment that it is filed with. */
  appointmentKey: number | null;
  orderKey: string;
  /** Its place in the order: the appointment's version, where it is filed. */
  version: number;
  routings: RoutingRow[];
  deliveries: DeliveryRow[];
  withdrawal: boolean;
  /** The report that superseded it on arrival. */
  supersededBy: string | null;
  /** Open files of these orders that it supersedes: all at those destinations below that version. */
  supersedes: { orderKey: string; destinations: string[]; below: number }[];
  /** Orders whose older files stand in this item's order from now on. */
  joins: OrderJoin[];
  /** What it says, kept beside the item when no version of an appointment's report has it. */
  report: IntakeReport | null;
  exam: IntakeExam | null;
  /** Why it is not filed; null when it is, or has nothing to file. */
  unfiledReason: string | null;
}

/** An item that goes nowhere. */
export const unplaced = (itemIndex: number, trackingId: string | null): PlacedItem => ({
  itemIndex,
  trackingId,
  reportGuid: null,
  fields: {},
  appointmentKey: null,
  orderKey: '',
  version: 0,
  routings: [],
  deliveries: [],
  withdrawal: false,
  supersededBy: null,
  supersedes: [],
  joins: [],
  report: null,
  exam: null,
  unfiledReason: null,
});
