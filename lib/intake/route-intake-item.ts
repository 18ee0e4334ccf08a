import type { IntakeItem } from '#lib/intake/intake-item';
import { examFields } from '#lib/reports/item-fields';
import { deliveryTo, planRoutings } from '#lib/reports/route-version';
import type { FilterFailure, FilterType, ItemFields, Verdict } from '#lib/routing/contract';
import { routeItem } from '#lib/routing/route-item';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';
import type { DeliveryRow, RoutingRow } from '#lib/submissions/accept-submission';

/** Whose items they are, and what their payload asked for. */
export interface IntakeOrigin {
  organization: string;
  sender: string;
  topic: string;
  /** Full names; null: wherever the filters say. */
  routeTo: readonly string[] | null;
  skipSend: boolean;
  sendImmediately: boolean;
  defaults: ItemFields;
}

export interface RoutedItem {
  fields: ItemFields;
  routings: RoutingRow[];
  deliveries: DeliveryRow[];
}

/** What filters see of an item that came in a payload, but for its text: from the message (operations.md). */
export function fieldsOf({ exam, report, fields }: IntakeItem, origin: IntakeOrigin): ItemFields {
  const told: Record<string, string | null | undefined> = {
    ...fields,
    sending_org: origin.organization,
    sender: origin.sender,
    topic: origin.topic,
    domain: origin.organization,
    ...examFields(exam),
    clinician_name: report?.clinicianName,
    clinician_provider_number: report?.clinicianProviderNumber,
    report_status: report && STATUSES[report.resultStatus],
    report_format: report && 'text/plain',
    priority: exam.priority,
    exam_date: exam.appointmentDate,
    reported_at: report?.reportedAtUtc,
  };
  return { ...origin.defaults, ...Object.fromEntries(Object.entries(told).filter(([, value]) => value)) };
}

/** A version's status for each of HL7's (table 0123). */
export const STATUSES = { P: 'preliminary', F: 'final', C: 'final', X: 'withdrawn' } as const;

/**
 * Routes one item through the current settings to the destinations that its payload may go to. An item without a text
 * passes no quality filter: there is nothing to send.
 */
export function routeIntakeItem(
  item: IntakeItem,
  origin: IntakeOrigin,
  settings: SettingsSnapshot,
  now: Date,
): RoutedItem {
  const fields = fieldsOf(item, origin);
  const timeZone = settings.organizations.get(origin.organization)?.timeZone ?? 'UTC';
  const destinations = settings
    .destinationsFor(origin.organization, origin.topic)
    .filter(({ name }) => origin.routeTo?.includes(name) ?? true);
  const report_text = item.report?.reportText ?? '';
  const routed = routeItem({ fields: { ...fields, report_text }, now, timeZone }, destinations);
  const judged = item.report
    ? routed
    : routed.map(({ destination, verdict }) => ({ destination, verdict: textless(verdict) }));
  const fileTo = (name: string) => fileFor(name, origin, settings, now);
  const { routings, deliveries } = planRoutings(judged, origin.skipSend ? () => null : fileTo);
  return { fields, routings: origin.skipSend ? routings.map(skipped) : routings, deliveries };
}

function fileFor(name: string, origin: IntakeOrigin, settings: SettingsSnapshot, now: Date): DeliveryRow | null {
  const delivery = deliveryTo(settings.findDestination(name), now, 0);
  return delivery && origin.sendImmediately
    ? { ...delivery, next_attempt_at: now.toISOString(), gathers: false }
    : delivery;
}

const NO_TEXT: FilterFailure = {
  filterName: 'hasValidDataFor',
  filterArgs: ['report_text'],
  valuesSeen: [{ field: 'report_text', value: null }],
};

/** Types that are tried before, or with, the one that an item without a text does not pass. */
const BEFORE: readonly FilterType[] = ['JURISDICTIONAL_FILTER', 'QUALITY_FILTER'];

function textless(verdict: Verdict): Verdict {
  if (verdict.kind === 'filtered' && BEFORE.includes(verdict.filterType)) return verdict;
  return { kind: 'filtered', filterType: 'QUALITY_FILTER', failures: [NO_TEXT] };
}

const skipped = (routing: RoutingRow): RoutingRow =>
  routing.state === 'waiting' ? { ...routing, state: 'skipped' } : routing;
