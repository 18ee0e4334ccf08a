import type { DestinationTally } from '#db/tables/submissions';
import type { FilterFailure } from '#lib/routing/contract';
import { filterMessage, notRoutedWarning } from '#lib/routing/describe-filter';
import { splitDestinationName } from '#lib/routing/destination-name';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';
import { consolidateMessages, type SubmissionMessage } from '#lib/submissions/consolidate-messages';
import type { Submission } from '#lib/submissions/contract';
import type { SubmissionDestination } from '#lib/submissions/destination-contract';
import { countItems, countLeft, destinationStatus } from '#lib/submissions/overall-status';
import type { HistoryRow, ToldFile, ToldRouting, ToldStall } from '#lib/submissions/read-history';
import { waitingReason } from '#lib/submissions/waiting-reason';

/**
 * A submission as history tells it (contract §6), keys in the order of the contract's examples, ours after them. A rejected
 * one tells neither sender, file name, topic nor items (contract §5).
 */
export function presentSubmission(
  row: HistoryRow,
  settings: SettingsSnapshot,
  reader: { explain: boolean; isAdmin: boolean },
): Submission {
  const accepted = row.httpStatus === 200 || row.httpStatus === 201;
  const survived = accepted && row.validItemCount > 0 ? row.reportId : null;
  const messages = row.messages ?? [];
  const destinations = row.destinations.map((tally) => presentDestination(tally, row, settings));
  return {
    id: survived,
    submissionId: row.id,
    overallStatus: row.overallStatus,
    timestamp: row.receivedAt.toISOString(),
    plannedCompletionAt: plannedCompletionAt(row),
    actualCompletionAt: row.overallStatus === 'Delivered' ? (row.lastReachedAt?.toISOString() ?? null) : null,
    sender: accepted ? `${row.organization}.${row.sender}` : '',
    reportItemCount: accepted ? row.reportItemCount : null,
    errorCount: row.errorCount,
    warningCount: row.warningCount,
    httpStatus: row.httpStatus,
    destinations,
    actionName: row.actionName,
    externalName: accepted ? row.externalName : '',
    reportId: survived,
    topic: accepted ? row.topic : null,
    bodyFormat: '',
    errors: consolidateMessages(messages.filter(({ level }) => level === 'error')),
    warnings: consolidateMessages([...messages.filter(({ level }) => level === 'warning'), ...filterWarnings(row)]),
    destinationCount: destinations.length,
    fileName: '',
    deliveryState: row.deliveryState,
    source: row.source,
    appointmentId: row.appointmentId,
    reportStatus: row.reportStatus,
    version: row.version,
    ...(reader.explain ? presentExplanation(row, reader.isAdmin) : {}),
  };
}

function presentExplanation({ routings, routedAt, attempts }: HistoryRow, isAdmin: boolean) {
  return {
    explanation: (routings ?? []).map(presentVerdict),
    routedAt: routedAt?.toISOString() ?? null,
    deliveryAttempts: (attempts ?? []).map((attempt) => ({
      ...attempt,
      address: isAdmin ? attempt.address : null,
      isKept: isAdmin && attempt.isKept,
      startedAt: new Date(attempt.startedAt).toISOString(),
      finishedAt: new Date(attempt.finishedAt).toISOString(),
    })),
  };
}

/** The latest `sending_at` of destinations with items left; null while nothing is planned. */
function plannedCompletionAt(row: HistoryRow): string | null {
  if (['Error', 'Received', 'Not Delivering'].includes(row.overallStatus)) return null;
  const planned = row.destinations.flatMap((tally) => (countLeft(tally) > 0 ? (sendingAt(tally, row) ?? []) : []));
  return planned.toSorted().at(-1) ?? null;
}

/** Planned on the decision's clock, which is some milliseconds before the receipt's: never told as earlier than that. */
function sendingAt(tally: DestinationTally, row: HistoryRow): string | null {
  if (tally.sendingAt === null) return null;
  return noSoonerThan(stallOf(tally, row)?.probeAt, noSoonerThan(row.receivedAt.toISOString(), tally.sendingAt));
}

/** Why a destination's items wait, if the destination itself is why; of one that has nothing to wait for there is nothing to tell. */
function stallOf(tally: DestinationTally, { stalls }: HistoryRow): ToldStall | undefined {
  if (tally.waiting + tally.retrying === 0) return undefined;
  return stalls?.find(({ destination }) => destination === tally.destination);
}

const instantOf = (text: string | null | undefined): string | null => (text ? new Date(text).toISOString() : null);

const firstOf = (instants: readonly (string | null)[]): string | null =>
  instants.flatMap((text) => instantOf(text) ?? []).toSorted()[0] ?? null;

function noSoonerThan(earliest: string | null | undefined, planned: string): string {
  const told = instantOf(earliest);
  return told !== null && told > planned ? told : planned;
}

function presentDestination(
  tally: DestinationTally,
  row: HistoryRow,
  settings: SettingsSnapshot,
): SubmissionDestination {
  const { organization, service } = splitDestinationName(tally.destination);
  const mine = <Told extends { destination: string }>(told: Told[] | null) =>
    (told ?? []).filter(({ destination }) => destination === tally.destination);
  const filtered = mine(row.routings)
    .filter(({ state }) => state === 'filtered')
    .flatMap(presentFiltered);
  const files = mine(row.files);
  const nextRetryAt = firstOf(files.map((file) => (file.state === 'retrying' ? file.nextAttemptAt : null)));
  const status = destinationStatus(tally);
  const planned = sendingAt(tally, row);
  const stall = stallOf(tally, row);
  return {
    organization: settings.organizations.get(organization)?.description ?? null,
    organization_id: organization,
    service,
    itemCount: countLeft(tally),
    itemCountBeforeQualityFiltering: countItems(tally),
    ...(planned === null ? {} : { sending_at: planned }),
    filteredReportRows: filtered.map(({ message }) => message),
    filteredReportItems: filtered,
    sentReports: files.filter(({ state }) => state === 'sent').map(presentFile),
    downloadedReports: files.filter(({ state }) => state === 'downloaded').map(presentFile),
    status,
    attempts: files.reduce((sum, file) => sum + file.attempts, 0),
    lastError:
      files.findLast(({ lastError }) => lastError)?.lastError ??
      waitingReason(
        {
          status,
          organization: row.organization,
          destination: tally.destination,
          withdrawal: row.reportStatus === 'withdrawn',
          pauseReason: stall?.pausedSince ? (stall.pauseReason ?? '') : null,
          isDegraded: Boolean(stall?.degradedSince),
        },
        settings,
      ),
    nextRetryAt: nextRetryAt === null || stall?.pausedSince ? null : noSoonerThan(stall?.probeAt, nextRetryAt),
    supersededBy: mine(row.routings).find(({ supersededBy }) => supersededBy)?.supersededBy ?? null,
    outdated: row.outdated?.includes(tally.destination) ?? false,
    pausedSince: instantOf(stall?.pausedSince),
    degradedSince: instantOf(stall?.degradedSince),
    expires: firstOf(files.map(({ expires }) => expires)),
  };
}

const presentFile = (file: ToldFile) => ({
  reportId: file.reportId,
  externalName: file.fileName ?? '',
  createdAt: new Date(file.closedAt ?? file.nextAttemptAt).toISOString(),
  itemCount: file.itemCount,
});

function presentFiltered({ destination, filterType, failures, trackingId }: ToldRouting) {
  if (filterType === null) return [];
  return (failures ?? []).map((failure) => ({
    filterType,
    filterName: failure.filterName,
    filteredTrackingElement: trackingId,
    filterArgs: failure.filterArgs,
    message: filterMessage({ destination: splitDestinationName(destination), failure, trackingId }),
  }));
}

/** Each filtered item also warns (contract §6). */
function filterWarnings(row: HistoryRow): SubmissionMessage[] {
  return (row.routings ?? []).flatMap(({ state, destination, filterType, failures, itemIndex, trackingId }) =>
    state !== 'filtered' || filterType === null
      ? []
      : (failures ?? []).map((failure) => ({
          scope: 'item' as const,
          itemIndex,
          trackingId,
          field: null,
          errorCode: 'UNKNOWN',
          message: notRoutedWarning({ destination: splitDestinationName(destination), filterType, failure }),
        })),
  );
}

function verdictOf(state: string): 'outside jurisdiction' | 'filtered' | 'routed' {
  if (state === 'outside') return 'outside jurisdiction';
  return state === 'filtered' ? 'filtered' : 'routed';
}

/** A verdict in words, with the values that its filters saw. */
export function presentVerdict({
  earlier,
  ...routing
}: Omit<ToldRouting, 'earlier'> & Partial<Pick<ToldRouting, 'earlier'>>) {
  return {
    index: routing.itemIndex,
    trackingId: routing.trackingId,
    destination: routing.destination,
    verdict: verdictOf(routing.state),
    filterType: routing.filterType,
    failures: routing.failures ?? [],
    reason: wordsOf(routing.failures) || 'Every filter passed.',
    earlier: earlier
      ? {
          verdict: earlier.state === 'outside' ? ('outside jurisdiction' as const) : ('filtered' as const),
          filterType: earlier.filterType,
          reason: wordsOf(earlier.failures),
          until: new Date(earlier.until).toISOString(),
        }
      : null,
  };
}

function wordsOf(failures: FilterFailure[] | null): string {
  const reasons = (failures ?? []).map(({ filterName, filterArgs, valuesSeen }) => {
    const seen = valuesSeen.map(({ field, value }) => `${field} is ${value === null ? 'empty' : `“${value}”`}`);
    return `${filterName}(${filterArgs.join(', ')}) did not pass${seen.length > 0 ? `: ${seen.join(', ')}` : ''}`;
  });
  return reasons.join('; ');
}
