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

/** Characters of words about items that are told one by one: 10,000 bad items must not become megabytes. */
const MOST_WORDS = 200_000;
const OWN_REASONS = 'Each has a reason of its own; the list of items tells it.';

const SCOPE_ORDER = ['parameter', 'report', 'translation', 'item'];

/**
 * Merges messages of one level: one entry per distinct message and scope, first those about the whole submission
 * as they were told, then items by index. Item entries carry every index and tracking id, position by position (contract §6). Where items have too
 * many different messages, the rest share an entry for each error code.
 */
export function consolidateMessages(messages: readonly SubmissionMessage[]): ConsolidatedMessage[] {
  const sorted = [...messages].sort(
    (a, b) =>
      SCOPE_ORDER.indexOf(a.scope) - SCOPE_ORDER.indexOf(b.scope) ||
      (a.itemIndex ?? 0) - (b.itemIndex ?? 0) ||
      (a.scope !== 'item' || a.message === b.message ? 0 : a.message < b.message ? -1 : 1),
  );
  const merged = new Map<string, ConsolidatedMessage>();
  let words = 0;
  for (const { scope, itemIndex, trackingId, field, errorCode, message } of sorted) {
    const own = JSON.stringify([scope, message]);
    if (scope === 'item' && !merged.has(own)) words += message.length;
    const isTold = words <= MOST_WORDS || merged.has(own);
    const key = isTold ? own : errorCode;
    const found = merged.get(key);
    if (found) {
      found.indices?.push(itemIndex);
      found.trackingIds?.push(trackingId);
      continue;
    }
    const item = scope === 'item' ? { indices: [itemIndex], trackingIds: [trackingId] } : {};
    merged.set(key, {
      scope,
      ...item,
      ...(field === null ? {} : { field }),
      message: isTold ? message : OWN_REASONS,
      errorCode,
    });
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
