/**
 * Contract §6 once more, written naively from its tables and without any product code: every item's fate at every
 * destination is kept by itself, and what history must show is worked out from scratch each time.
 */

/** `reached` = sent or downloaded at least once; a later resend never undoes it. */
export type Fate = 'filtered' | 'skipped' | 'superseded' | 'waiting' | 'retrying' | 'failed' | 'reached';

/** An expression that keeps an item from a destination. */
export interface Filtered {
  filterType: string;
  filterName: string;
  filterArgs: string[];
}

export interface ModelItem {
  trackingId: string;
  fate: Fate;
  supersededBy: string | null;
  filtered: Filtered[];
}

/** A submission at one destination: all its items, in order. */
export interface ModelRoute {
  destination: string;
  items: ModelItem[];
  sendingAt: Date | null;
}

export interface ModelSubmission {
  id: number;
  reportGuid: string;
  /** The appointment, whose versions supersede each other; null for a file of several reports. */
  appointmentId: string | null;
  version: number;
  receivedAt: Date;
  /** In the order in which they were routed; those outside their jurisdiction are none of them. */
  routes: ModelRoute[];
}

export interface ModelFile {
  id: number;
  reportId: string;
  fileName: string | null;
  destination: string;
  orderKey: string;
  version: number;
  /** Submissions, and which of their items (from 0) the file carries. */
  carries: { submission: ModelSubmission; items: number[] }[];
  state: 'queued' | 'sending' | 'retrying' | 'ready' | 'sent' | 'downloaded' | 'failed' | 'superseded';
  attempts: number;
  /** Entries of the retry schedule that are used up, and when the last attempt was. */
  scheduleUsed: number;
  triedAt: Date | null;
  lastError: string | null;
  nextAttemptAt: Date;
  expiresAt: Date;
  closedAt: Date | null;
  /** The report that replaces it, once there is one. */
  replacedBy: string | null;
  leaseToken: number;
  leaseUntil: Date | null;
}

export interface Model {
  submissions: ModelSubmission[];
  files: ModelFile[];
}

const isLeft = ({ fate }: ModelItem): boolean => !['filtered', 'superseded', 'skipped'].includes(fate);
const all = (submission: ModelSubmission): ModelItem[] => submission.routes.flatMap(({ items }) => items);
const isReached = ({ fate }: ModelItem): boolean => fate === 'reached';

/** The table of overallStatus, from "D empty" on: first match wins. */
export function expectedOverallStatus(submission: ModelSubmission): string {
  const { routes } = submission;
  if (routes.length === 0) return 'Not Delivering';
  const done = routes.filter(({ items }) => items.some(isLeft) && items.filter(isLeft).every(isReached));
  if (done.length === routes.length) return 'Delivered';
  if (all(submission).some(isReached)) return 'Partially Delivered';
  if (!all(submission).some(isLeft)) return 'Not Delivering';
  return 'Waiting to Deliver';
}

/** The first that applies. */
export function expectedDeliveryState(submission: ModelSubmission): string {
  const fates = new Set(all(submission).map(({ fate }) => fate));
  if (fates.has('retrying')) return 'retrying';
  if (fates.has('waiting')) return 'waiting';
  if (fates.has('failed')) return 'failed';
  if (fates.has('reached')) return 'delivered';
  if (fates.has('superseded')) return 'superseded';
  return 'not_delivering';
}

/** The status of one destination: the same order, then what kept every item from it. */
function expectedRouteStatus({ items }: ModelRoute): string {
  const fates = new Set(items.map(({ fate }) => fate));
  for (const fate of ['retrying', 'waiting', 'failed'] as const) if (fates.has(fate)) return fate;
  if (fates.has('reached')) return 'delivered';
  for (const fate of ['superseded', 'skipped'] as const) if (fates.has(fate)) return fate;
  return 'filtered';
}

/** What history must show of a submission, as far as deliveries change it. */
export function expectedHistory(model: Model, submission: ModelSubmission) {
  const overallStatus = expectedOverallStatus(submission);
  const planned = submission.routes.flatMap(({ items, sendingAt }) =>
    items.some(isLeft) && sendingAt ? [sendingAt] : [],
  );
  const reached = filesOf(model, submission).filter(({ state }) => state === 'sent' || state === 'downloaded');
  return {
    overallStatus,
    deliveryState: expectedDeliveryState(submission),
    plannedCompletionAt: overallStatus === 'Not Delivering' ? null : latest(planned),
    actualCompletionAt:
      overallStatus === 'Delivered' ? latest(reached.flatMap(({ closedAt }) => closedAt ?? [])) : null,
    destinationCount: submission.routes.length,
    destinations: submission.routes.map((route) => expectedDestination(model, submission, route)),
  };
}

function expectedDestination(model: Model, submission: ModelSubmission, route: ModelRoute) {
  const service = route.destination.replace('acme.', '');
  const files = filesOf(model, submission).filter(({ destination }) => destination === route.destination);
  const status = expectedRouteStatus(route);
  const filtered = route.items.flatMap((item) =>
    item.filtered.map((failed) => ({ ...failed, trackingId: item.trackingId })),
  );
  const lines = filtered.map(
    ({ filterName, filterArgs, trackingId }) =>
      `For acme.${service}, filter ${filterName}[${filterArgs.join(', ')}] filtered out item ${trackingId}`,
  );
  const told = (state: ModelFile['state']) =>
    files.filter((file) => file.state === state).map((file) => fileOf(submission, file));
  const nextRetries = files.filter(({ state }) => state === 'retrying').map(({ nextAttemptAt }) => nextAttemptAt);
  const waitingToBeFetched = files.filter(({ state, replacedBy }) => state === 'ready' && replacedBy === null);
  return {
    organization: 'Acme Imaging',
    organization_id: 'acme',
    service,
    itemCount: route.items.filter(isLeft).length,
    itemCountBeforeQualityFiltering: route.items.length,
    ...(route.sendingAt ? { sending_at: route.sendingAt.toISOString() } : {}),
    filteredReportRows: lines,
    filteredReportItems: filtered.map(({ trackingId, filterType, filterName, filterArgs }, index) => ({
      filterType,
      filterName,
      filteredTrackingElement: trackingId,
      filterArgs,
      message: lines[index],
    })),
    sentReports: told('sent'),
    downloadedReports: told('downloaded'),
    status,
    attempts: files.reduce((sum, { attempts }) => sum + attempts, 0),
    lastError: files.findLast(({ lastError }) => lastError !== null)?.lastError ?? null,
    nextRetryAt: earliest(nextRetries),
    supersededBy: route.items.find(({ fate }) => fate === 'superseded')?.supersededBy ?? null,
    outdated: isOutdated(model, submission, route.destination),
    pausedSince: null,
    degradedSince: null,
    expires: earliest(waitingToBeFetched.map(({ expiresAt }) => expiresAt)),
  };
}

/** The destination holds an older version than the current one, which was filtered, failed or not meant for it. */
function isOutdated({ submissions }: Model, { appointmentId }: ModelSubmission, destination: string): boolean {
  if (appointmentId === null) return false;
  const versions = submissions.filter((version) => version.appointmentId === appointmentId);
  const current = versions.reduce((newest, version) => (version.version > newest.version ? version : newest));
  const at = (version: ModelSubmission) =>
    version.routes.find((route) => route.destination === destination)?.items[0]?.fate;
  const holdsOlder = versions.some((version) => version.version < current.version && at(version) === 'reached');
  return holdsOlder && ['filtered', 'failed', undefined].includes(at(current));
}

/** A file as `sentReports` and `downloadedReports` list it: counting this submission's own items that it was sent with. */
function fileOf(submission: ModelSubmission, file: ModelFile) {
  const items = submission.routes.find(({ destination }) => destination === file.destination)?.items ?? [];
  const carried = file.carries.find((part) => part.submission === submission)?.items ?? [];
  return {
    reportId: file.reportId,
    externalName: file.fileName ?? '',
    createdAt: file.closedAt?.toISOString(),
    itemCount: carried.filter((index) => items[index]?.fate !== 'superseded').length,
  };
}

/** The files that carry items of a submission, oldest first. */
const filesOf = ({ files }: Model, submission: ModelSubmission): ModelFile[] =>
  files.filter(({ carries }) => carries.some((part) => part.submission === submission)).toSorted((a, b) => a.id - b.id);

const sorted = (instants: Date[]): Date[] => instants.toSorted((a, b) => a.getTime() - b.getTime());
const latest = (instants: Date[]): string | null => sorted(instants).at(-1)?.toISOString() ?? null;
const earliest = (instants: Date[]): string | null => sorted(instants)[0]?.toISOString() ?? null;
