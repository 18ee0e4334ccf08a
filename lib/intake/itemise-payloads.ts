import { transaction } from '#db/client';
import type { Context } from '#lib/context';
import { nudgeWorker } from '#lib/delivery/nudge-worker';
import { stackFrames } from '#lib/errors';
import { claimIntake, type ClaimedIntake } from '#lib/intake/claim-intake';
import { finishIntake } from '#lib/intake/finish-intake';
import type { ItemReading } from '#lib/intake/intake-item';
import { readPayloads, type StoredItem } from '#lib/intake/read-payloads';
import { readItem } from '#lib/intake/read-item';
import { takeTurns } from '#lib/intake/take-turns';
import { writeBatch, type ReadItem } from '#lib/intake/write-batch';
import { log } from '#lib/log';
import { loadSnapshot } from '#lib/settings/load-snapshot';

const ITEMS_AT_ONCE = 50;
/** Milliseconds of reading after which others get their turn. */
const SLICE_MS = 8;
/** Claims without a batch written: then items are tried one by one, and at last the one that ends its workers is given up. */
const ONE_BY_ONE_AFTER = 3;
const GIVEN_UP_AFTER = 6;

/**
 * Reads the next items of one payload, each on its own, and writes what came of them in one transaction, with how far the
 * payload has come: a worker that stops loses at most this batch, which another one repeats. After the last item the
 * submission is told as routed. False when no payload waits.
 */
export async function itemisePayloads(context: Context): Promise<boolean> {
  const claim = await claimIntake(context.db);
  if (!claim) return false;
  if (claim.nextIndex > claim.itemCount) {
    await finishIntake(context, claim);
    return true;
  }
  const most = claim.attempts > ONE_BY_ONE_AFTER ? 1 : ITEMS_AT_ONCE;
  const items = await readAll(claim, await readPayloads(context.db, claim, most));
  const settings = await loadSnapshot(context.db);
  await transaction(context.db, (tx) => writeBatch(context, tx, { claim, items, settings }));
  nudgeWorker();
  return true;
}

async function readAll(claim: ClaimedIntake, stored: readonly StoredItem[]): Promise<ReadItem[]> {
  const items: ReadItem[] = [];
  const takeTurn = takeTurns(SLICE_MS);
  for (const { itemIndex, bytes, contentSha256 } of stored) {
    const reading = claim.attempts > GIVEN_UP_AFTER ? null : readSafely(claim, itemIndex, bytes);
    items.push({ itemIndex, contentSha256, reading });
    await takeTurn();
  }
  return items;
}

/** null: a fault of ours, which is logged and must not hold the other items up. */
function readSafely(claim: ClaimedIntake, itemIndex: number, bytes: Buffer): ItemReading | null {
  try {
    return readItem(claim.format, bytes);
  } catch (error) {
    const at = error instanceof Error ? { error: error.name, at: stackFrames(error) } : { error: 'unknown' };
    const { correlationId, submissionId } = claim;
    log().error({ correlationId, submissionId, itemIndex, ...at }, 'an item could not be read');
    return null;
  }
}
