import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { Context } from '#lib/context';
import { authorizedAtReceipt } from '#lib/identity/authorize-domain';
import { advanceIntake } from '#lib/intake/advance-intake';
import type { ClaimedIntake } from '#lib/intake/claim-intake';
import { findCandidates } from '#lib/intake/find-candidates';
import { findDuplicates } from '#lib/intake/find-duplicates';
import { insertBatch } from '#lib/intake/insert-batch';
import type { ItemReading } from '#lib/intake/intake-item';
import { lockOrders } from '#lib/intake/lock-orders';
import * as tell from '#lib/intake/messages';
import { placeItem, type Placement } from '#lib/intake/place-item';
import { unplaced, type PlacedItem } from '#lib/intake/placed-item';
import { storeMessages } from '#lib/intake/store-messages';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';

/** One item of a batch; `reading` is null when reading it failed on our side. */
export interface ReadItem {
  itemIndex: number;
  contentSha256: Buffer;
  reading: ItemReading | null;
}

export interface Batch {
  claim: ClaimedIntake;
  items: readonly ReadItem[];
  settings: SettingsSnapshot;
}

/**
 * Decides and writes what becomes of a batch of items, in their order: which are filed, in which order the others stand,
 * where each goes. Nothing is written when the claim was lost meanwhile.
 */
export async function writeBatch(context: Context, tx: Queryable, { claim, items, settings }: Batch): Promise<void> {
  const last = items.at(-1)?.itemIndex ?? claim.itemCount;
  if (!(await advanceIntake(tx, claim, last + 1))) return;
  const taken = await findDuplicates(
    tx,
    claim,
    items.map(({ contentSha256 }) => contentSha256),
  );
  const readable = items.flatMap(({ reading }) => (reading?.kind === 'read' ? [reading.item] : []));
  const domain = authorizedAtReceipt(claim.organization);
  const candidatesOf = await findCandidates(context, tx, domain, readable);
  const orders = await lockOrders(tx, claim, readable);
  const placement = { context, tx, claim, settings, candidatesOf, orders, now: await clockOf(context, tx) };
  const messages: tell.IntakeMessage[] = [];
  let placed: PlacedItem[] = [];
  for (const item of items) {
    // Who receives a withdrawal is read from what is written.
    if (isWithdrawal(item) && placed.length > 0) {
      await insertBatch(tx, claim, placed, orders);
      placed = [];
    }
    placed.push(await place(placement, item, taken, messages));
  }
  await insertBatch(tx, claim, placed, orders);
  await storeMessages(tx, claim.submissionId, messages);
}

const isWithdrawal = ({ reading }: ReadItem): boolean =>
  reading?.kind === 'read' && reading.item.report?.resultStatus === 'X';

/** Places one item and tells what is to be told of it; `taken` learns of it. */
async function place(
  placement: Placement,
  { itemIndex, contentSha256, reading }: ReadItem,
  taken: Map<string, number>,
  messages: tell.IntakeMessage[],
): Promise<PlacedItem> {
  const { claim } = placement;
  const trackingId = trackingIdOf(reading);
  const ref = { itemIndex, trackingId };
  messages.push(...(reading ? tell.messagesOf(reading, itemIndex, claim.format) : [tell.itemFailed(ref)]));
  if (reading?.kind !== 'read') return unplaced(itemIndex, trackingId);
  const hash = contentSha256.toString('hex');
  const earlier = taken.get(hash);
  if (earlier !== undefined) {
    const named = earlier === claim.submissionId ? null : earlier;
    messages.push(claim.allowDuplicate ? tell.duplicateItem(ref, named) : tell.itemRefusedAsDuplicate(ref, named));
    if (!claim.allowDuplicate) return unplaced(itemIndex, trackingId);
  }
  taken.set(hash, earlier ?? claim.submissionId);
  const placed = await placeItem(placement, itemIndex, reading.item);
  if (placed.unfiledReason !== null) messages.push(tell.itemNotFiled(ref, placed.unfiledReason));
  return placed;
}

function trackingIdOf(reading: ItemReading | null): string | null {
  if (!reading) return null;
  return reading.kind === 'read' ? reading.item.trackingId : reading.trackingId;
}

async function clockOf({ at }: Context, tx: Queryable): Promise<Date> {
  if (at) return at;
  const { rows } = await tx.execute<{ now: string }>(sql`select now() as now`);
  return new Date(rows[0]?.now ?? Date.now());
}
