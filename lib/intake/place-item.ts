import type { Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { authorizedAtReceipt } from '#lib/identity/authorize-domain';
import { newUuid } from '#lib/ids';
import type { ClaimedIntake } from '#lib/intake/claim-intake';
import type { CandidatesOf } from '#lib/intake/find-candidates';
import type { IntakeItem } from '#lib/intake/intake-item';
import { orderKeyOf, type OrderHead, type Orders } from '#lib/intake/lock-orders';
import { matchAppointment } from '#lib/intake/match-appointment';
import type { PlacedItem } from '#lib/intake/placed-item';
import { routeIntakeItem, STATUSES, type RoutedItem } from '#lib/intake/route-intake-item';
import { claimRecipients } from '#lib/reports/claim-recipients';
import { fileReport, type Filing } from '#lib/reports/file-report';
import { routeToRecipients } from '#lib/reports/route-withdrawal';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';

/** What the items of a batch have in common. */
export interface Placement {
  context: Context;
  tx: Queryable;
  claim: ClaimedIntake;
  settings: SettingsSnapshot;
  candidatesOf: CandidatesOf;
  orders: Orders;
  now: Date;
}

/** One item on its way to its place. */
interface Placing {
  item: IntakeItem;
  itemIndex: number;
  reportGuid: string;
  routed: RoutedItem;
  /** Its order outside any appointment, and the newest report there. */
  ownOrder: string;
  head: OrderHead;
}

/**
 * Decides where one valid item belongs and where it goes, and files it when it belongs to an appointment (contract §5).
 * `orders` moves on with it: the next item of the same order comes after this one.
 */
export async function placeItem(placement: Placement, itemIndex: number, item: IntakeItem): Promise<PlacedItem> {
  const { claim, settings, now, orders } = placement;
  const reportGuid = claim.itemCount === 1 ? claim.reportId : newUuid();
  const ownOrder =
    orderKeyOf(claim, item) ?? `${claim.organization}.${claim.sender}#${claim.submissionId}.${itemIndex}`;
  const head = orders.get(ownOrder) ?? NO_HEAD;
  const routed = routeIntakeItem(item, claim, settings, now);
  const placing: Placing = { item, itemIndex, reportGuid, routed, ownOrder, head };
  if (!item.report) return { ...base(placing), unfiledReason: null };
  const filing = await tryFiling(placement, placing);
  if (filing.kind === 'filed') return placeFiled(placement, placing, filing);
  const placed = await placeInOwnOrder(placement, placing, filing.supersededBy);
  return { ...placed, report: item.report, exam: item.exam, unfiledReason: filing.reason };
}

const NO_HEAD: OrderHead = { version: 0, resultStatus: null, reportGuid: null, filedIn: null };

/** An item that nothing is known of yet but where the filters would let it go. */
const base = ({ item, itemIndex, reportGuid, routed, ownOrder, head }: Placing): PlacedItem => ({
  itemIndex,
  trackingId: item.trackingId,
  reportGuid,
  fields: routed.fields,
  appointmentKey: null,
  orderKey: ownOrder,
  version: head.version,
  routings: routed.routings,
  deliveries: routed.deliveries,
  withdrawal: false,
  supersededBy: null,
  supersedes: [],
  joins: [],
  report: null,
  exam: null,
  unfiledReason: null,
});

/** Above every version. */
const NEWEST = 2 ** 31 - 1;

const isFinal = ({ resultStatus }: OrderHead): boolean => resultStatus === 'F' || resultStatus === 'C';

/** Where its final was filed, the appointment decides first: it may have been withdrawn since. */
async function tryFiling(placement: Placement, placing: Placing): Promise<Filing> {
  const { item, head } = placing;
  const isLate = item.report?.resultStatus === 'P' && isFinal(head);
  if (isLate && head.filedIn === null) return tooLate(head);
  const filing = await fileWithMatch(placement, placing);
  return isLate && filing.kind === 'refused' && filing.supersededBy === null ? tooLate(head) : filing;
}

const tooLate = ({ reportGuid }: OrderHead): Filing => ({
  kind: 'refused',
  reason: 'it is preliminary, and its final came before it.',
  supersededBy: reportGuid,
});

async function fileWithMatch({ context, tx, claim, candidatesOf }: Placement, placing: Placing): Promise<Filing> {
  const { item, reportGuid } = placing;
  const match = matchAppointment(item, candidatesOf(item));
  if (match.kind === 'unmatched' || !item.report) {
    return { kind: 'refused', reason: match.kind === 'unmatched' ? match.reason : '', supersededBy: null };
  }
  const { reportText, resultStatus, clinicianName, clinicianProviderNumber, reportedAtUtc } = item.report;
  return fileReport(context, tx, {
    domain: authorizedAtReceipt(claim.organization),
    appointmentId: match.appointmentId,
    reportGuid,
    principal: claim.principal,
    reportStatus: STATUSES[resultStatus],
    content: {
      reportText,
      reportFormat: 'text/plain',
      clinicianName,
      clinicianProviderNumber,
      clinicianEmail: null,
    },
    reportedAtUtc,
    reason: resultStatus === 'X' ? 'Withdrawn by its sender.' : null,
  });
}

async function placeFiled(
  { context, tx, claim, settings, now, orders }: Placement,
  placing: Placing,
  { appointmentKey, record, resultStatus }: Extract<Filing, { kind: 'filed' }>,
): Promise<PlacedItem> {
  const orderKey = `${record.domain}/${record.appointmentId}`;
  const { ownOrder, head, reportGuid } = placing;
  const withdrawn = resultStatus === 'X';
  const received = withdrawn ? await claimRecipients(tx, orderKey, ownOrder) : null;
  const routed = received ? routeToRecipients(received.recipients, settings, now) : placing.routed;
  await recordEvent({ ...context, correlationId: claim.correlationId }, tx, {
    action: withdrawn ? 'report.withdraw' : 'report.submit',
    principal: claim.principal,
    organization: claim.organization,
    entity: 'report',
    entityId: record.reportGuid,
    detail: { submissionId: claim.submissionId, version: record.version, reportStatus: record.reportStatus },
  });
  const destinations = received?.open ?? routed.deliveries.map(({ destination }) => destination);
  if (orders.has(ownOrder))
    orders.set(ownOrder, { version: head.version, resultStatus, reportGuid, filedIn: orderKey });
  return {
    ...base(placing),
    appointmentKey,
    orderKey,
    version: record.version,
    routings: routed.routings,
    deliveries: routed.deliveries,
    withdrawal: withdrawn,
    supersedes: [{ orderKey, destinations, below: record.version }],
    // What came of the same order before it could be filed is older than whatever is filed.
    joins: head.version > 0 ? [{ from: ownOrder, to: orderKey, upTo: head.version, openOnly: false }] : [],
  };
}

async function placeInOwnOrder(
  { tx, settings, now, orders }: Placement,
  placing: Placing,
  supersededBy: string | null,
): Promise<PlacedItem> {
  const { item, ownOrder, head, reportGuid, routed } = placing;
  if (supersededBy !== null) {
    const routings = routed.routings.map((routing) =>
      routing.state === 'waiting' ? { ...routing, state: 'superseded' as const } : routing,
    );
    return { ...base(placing), routings, deliveries: [], supersededBy };
  }
  const version = head.version + 1;
  const resultStatus = item.report?.resultStatus ?? null;
  const orderKeys = [ownOrder, head.filedIn ?? ownOrder];
  const received = resultStatus === 'X' ? await claimRecipients(tx, ...orderKeys) : null;
  const { routings, deliveries } = received ? routeToRecipients(received.recipients, settings, now) : routed;
  const destinations = received?.open ?? deliveries.map(({ destination }) => destination);
  if (orders.has(ownOrder)) orders.set(ownOrder, { ...head, version, resultStatus, reportGuid });
  return {
    ...base(placing),
    version,
    routings,
    deliveries,
    withdrawal: received !== null,
    supersedes: [{ orderKey: ownOrder, destinations, below: version }],
    joins: head.filedIn === null ? [] : [{ from: head.filedIn, to: ownOrder, upTo: NEWEST, openOnly: true }],
  };
}
