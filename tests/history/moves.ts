import type { Fate, Model, ModelFile } from './model.ts';

/** How files and items move in the model: contract §6 "Words" and §7 "Order", step by step. */

export const DELAYS_SECONDS = [10, 600];
const LEASE_SECONDS = 60;

export const secondsAfter = (instant: Date, seconds: number): Date => new Date(instant.getTime() + seconds * 1000);

/** Open files of an order get a newer version: none of them is worth sending any more. */
export function replaceFiles(
  model: Model,
  orderKey: string,
  destinations: readonly string[],
  by: string,
  at: Date,
): void {
  for (const file of model.files) {
    const isOpen = ['queued', 'sending', 'retrying', 'ready'].includes(file.state);
    if (file.orderKey !== orderKey || !destinations.includes(file.destination) || !isOpen) continue;
    file.replacedBy = by;
    if (at < file.nextAttemptAt) file.nextAttemptAt = at;
  }
}

const isLapsed = ({ state, leaseUntil }: ModelFile, at: Date): boolean =>
  state === 'sending' && leaseUntil !== null && leaseUntil < at;

/** The files that a newer version replaced and nobody has in hand. */
export const closeable = (model: Model, at: Date): ModelFile[] =>
  model.files.filter(
    (file) => file.replacedBy !== null && (['queued', 'retrying', 'ready'].includes(file.state) || isLapsed(file, at)),
  );

/** Such a file is closed: whoever had it in hand cannot settle it any more. */
export function closeReplaced(file: ModelFile, at: Date): void {
  file.leaseUntil = null;
  file.leaseToken += 1;
  file.lastError = null;
  close(file, 'superseded', at);
}

/** The files that a claim at `at` must hand out: every one that is due, and one of those whose worker did not come back. */
export function claimable(
  model: Model,
  sendable: readonly string[],
  at: Date,
): { lapsed: ModelFile[]; due: ModelFile[] } {
  const free = model.files.filter(
    (file) =>
      file.replacedBy === null &&
      sendable.includes(file.destination) &&
      !model.files.some(
        (other) =>
          other.orderKey === file.orderKey &&
          other.destination === file.destination &&
          other.version < file.version &&
          other.state === 'sending',
      ),
  );
  return {
    lapsed: free.filter((file) => isLapsed(file, at)),
    due: free.filter(({ state, nextAttemptAt }) => ['queued', 'retrying'].includes(state) && nextAttemptAt <= at),
  };
}

/** A worker has the file. */
export function take(file: ModelFile, at: Date): void {
  file.state = 'sending';
  file.leaseToken += 1;
  file.leaseUntil = secondsAfter(at, LEASE_SECONDS);
  file.attempts += 1;
  file.scheduleUsed += 1;
}

export type Outcome = 'delivered' | 'retry' | 'failed';

/** What became of a file in hand. */
export function finish(file: ModelFile, outcome: Outcome, detail: string, at: Date): void {
  file.leaseUntil = null;
  file.triedAt = at;
  file.lastError = outcome === 'delivered' ? null : detail;
  if (outcome === 'delivered') return close(file, 'sent', at);
  if (file.replacedBy !== null) return close(file, 'superseded', at);
  const delay = outcome === 'retry' ? DELAYS_SECONDS[file.scheduleUsed - 1] : undefined;
  if (delay === undefined) {
    if (outcome === 'retry') file.lastError = `${detail} (the last of ${file.attempts} attempts)`;
    return close(file, 'failed', at);
  }
  file.state = 'retrying';
  planAt(file, secondsAfter(at, delay));
  moveItems(file, 'retrying');
}

/** The destination answers again: the files that were tried before are due now, those that would be due later. */
export function recover(model: Model, destination: string, at: Date): number {
  const early = model.files.filter(
    (file) =>
      file.destination === destination &&
      file.state === 'retrying' &&
      file.replacedBy === null &&
      file.nextAttemptAt > at &&
      file.triedAt !== null &&
      file.triedAt < at,
  );
  for (const file of early) {
    file.scheduleUsed -= 1;
    planAt(file, at);
  }
  return early.length;
}

function planAt(file: ModelFile, at: Date): void {
  file.nextAttemptAt = at;
  for (const { submission } of file.carries) {
    const route = submission.routes.find(({ destination }) => destination === file.destination);
    if (route) route.sendingAt = file.nextAttemptAt;
  }
}

/** The file has come to its end. */
export function close(file: ModelFile, state: 'sent' | 'downloaded' | 'failed' | 'superseded', at: Date): void {
  file.state = state;
  file.closedAt = at;
  moveItems(file, state === 'sent' || state === 'downloaded' ? 'reached' : state);
}

function moveItems(file: ModelFile, fate: Fate): void {
  for (const { submission, items } of file.carries) {
    const route = submission.routes.find(({ destination }) => destination === file.destination);
    for (const index of items) {
      const item = route?.items[index];
      if (!item || item.fate === 'reached' || item.fate === 'superseded') continue;
      item.fate = fate;
      item.supersededBy = fate === 'superseded' ? file.replacedBy : null;
    }
  }
}
