import type { SubmissionItem, UnmatchedItem } from '#lib/intake/items-contract';

export interface ItemRow extends Record<string, unknown> {
  itemIndex: number;
  /** All null while no worker has read the item. */
  trackingId: string | null;
  reportGuid: string | null;
  accessionNumber: string | null;
  appointmentId: string | null;
  version: number | null;
  unmatched: boolean;
  messages: { level: 'error' | 'warning'; message: string }[] | null;
  destinations: SubmissionItem['destinations'] | null;
}

export interface UnmatchedRow extends Record<string, unknown> {
  submissionId: number;
  itemIndex: number;
  trackingId: string;
  organization: string;
  sender: string;
  receivedAt: string;
  reason: string;
  resultStatus: UnmatchedItem['resultStatus'];
  exam: Record<string, string | null>;
}

/** A row of the items' list. */
export function presentItem(row: ItemRow): SubmissionItem {
  const told = (level: string) => (row.messages ?? []).flatMap((one) => (one.level === level ? [one.message] : []));
  return {
    index: row.itemIndex,
    trackingId: row.trackingId || null,
    state: stateOf(row, told('error')),
    reportGuid: row.reportGuid,
    accessionNumber: row.accessionNumber,
    appointmentId: row.appointmentId,
    version: row.version,
    errors: told('error'),
    warnings: told('warning'),
    destinations: row.destinations ?? [],
  };
}

function stateOf(row: ItemRow, errors: readonly string[]): SubmissionItem['state'] {
  if (row.trackingId === null) return 'received';
  if (row.reportGuid === null)
    return errors.some((error) => error.startsWith('Item is a duplicate')) ? 'duplicate' : 'invalid';
  if (row.appointmentId !== null) return 'filed';
  return row.unmatched ? 'unmatched' : 'routed';
}

/** A row of the unmatched list. */
export const presentUnmatched = (row: UnmatchedRow): UnmatchedItem => ({
  submissionId: row.submissionId,
  index: row.itemIndex,
  trackingId: row.trackingId || null,
  organization: row.organization,
  sender: row.sender,
  receivedAt: new Date(row.receivedAt).toISOString(),
  reason: row.reason,
  resultStatus: row.resultStatus,
  exam: row.exam,
});
