import { setImmediate as turn } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import type { Context } from '#lib/context';
import { nudgeWorker } from '#lib/delivery/nudge-worker';
import { stackFrames } from '#lib/errors';
import { claimIntake, type ClaimedIntake } from '#lib/intake/claim-intake';
import { finishIntake } from '#lib/intake/finish-intake';
import type { ItemReading } from '#lib/intake/intake-item';
import { readItem } from '#lib/intake/read-item';
import { writeBatch, type ReadItem } from '#lib/intake/write-batch';
import { log } from '#lib/log';
import { loadSnapshot } from '#lib/settings/load-snapshot';

const ITEMS_AT_ONCE = 50;
const BYTES_AT_ONCE = 4 * 2 ** 20;
/** Milliseconds of reading after which others get their turn. */
const SLICE_MS = 8;
/** Claims without a batch written: then items are tried one by one, and at last the one that ends its workers is given up. */
const ONE_BY_ONE_AFTER = 3;
const GIVEN_UP_AFTER = 6;

type PayloadRow = { itemIndex: number; bytes: Buffer; contentSha256: Buffer };

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
  const rows = await readRows(context, claim);
  const items = await readAll(claim, rows);
  const settings = await loadSnapshot(context.db);
  await transaction(context.db, (tx) => writeBatch(context, tx, { claim, items, settings }));
  nudgeWorker();
  return true;
}

async function readRows({ db }: Context, claim: ClaimedIntake): Promise<PayloadRow[]> {
  const most = claim.attempts > ONE_BY_ONE_AFTER ? 1 : ITEMS_AT_ONCE;
  const { rows } = await db.execute<PayloadRow>(sql`
    select item_index as "itemIndex", bytes, content_sha256 as "contentSha256" from (
      select p.*, sum(octet_length(p.bytes)) over (order by p.item_index) - octet_length(p.bytes) as before
      from item_payloads p where p.submission_id = ${claim.submissionId} and p.item_index >= ${claim.nextIndex}
        and p.item_index < ${claim.nextIndex + most}) batch
    where before < ${BYTES_AT_ONCE} order by item_index`);
  return rows;
}

async function readAll(claim: ClaimedIntake, rows: readonly PayloadRow[]): Promise<ReadItem[]> {
  const items: ReadItem[] = [];
  let since = performance.now();
  for (const { itemIndex, bytes, contentSha256 } of rows) {
    const reading = claim.attempts > GIVEN_UP_AFTER ? null : readSafely(claim, itemIndex, bytes);
    items.push({ itemIndex, contentSha256, reading });
    if (performance.now() - since < SLICE_MS) continue;
    await turn();
    since = performance.now();
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
