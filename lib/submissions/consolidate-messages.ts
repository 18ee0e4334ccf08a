import type { ConsolidatedMessage } from '#lib/submissions/contract';

/** One logged error or warning, before merging. */
export interface SubmissionMessage {
  scope: ConsolidatedMessage['scope'];
  itemIndex: number | null;
  trackingId: string | null;
  field: string | null;
  errorCode: string;
  message: string;
}

const SCOPE_ORDER = ['parameter', 'report', 'translation', 'item'];

/**
 * Merges messages of one level: one entry per distinct message and scope, first those about the whole submission, then
 * items by index. Item entries carry every index and tracking id, position by position (contract §6).
 */
export function consolidateMessages(messages: readonly SubmissionMessage[]): ConsolidatedMessage[] {
  const sorted = [...messages].sort(
    (a, b) =>
      SCOPE_ORDER.indexOf(a.scope) - SCOPE_ORDER.indexOf(b.scope) ||
      (a.itemIndex ?? 0) - (b.itemIndex ?? 0) ||
      (a.message < b.message ? -1 : a.message > b.message ? 1 : 0),
  );
  const merged = new Map<string, ConsolidatedMessage>();
  for (const { scope, itemIndex, trackingId, field, errorCode, message } of sorted) {
    const key = JSON.stringify([scope, message]);
    const found = merged.get(key);
    if (found) {
      found.indices?.push(itemIndex);
      found.trackingIds?.push(trackingId);
      continue;
    }
    const item = scope === 'item' ? { indices: [itemIndex], trackingIds: [trackingId] } : {};
    merged.set(key, { scope, ...item, ...(field === null ? {} : { field }), message, errorCode });
  }
  return [...merged.values()].map(inContext);
}

const FAULTS = new Map([
  ['INVALID_MSG_PARSE', 'parseable'],
  ['INVALID_MSG_VALIDATION', 'valid'],
]);

/** What is wrong with items, in the words of the history contract's example; the stored reason names no item, so that it merges. */
function inContext(entry: ConsolidatedMessage): ConsolidatedMessage {
  const fault = FAULTS.get(entry.errorCode);
  const [first, ...others] = entry.indices ?? [];
  if (fault === undefined || typeof first !== 'number') return entry;
  const items =
    others.length === 0 ? `Item ${first} in the report was` : `${others.length + 1} items in the report were`;
  return { ...entry, message: `${items} not ${fault}. Reason: ${entry.message}` };
}
