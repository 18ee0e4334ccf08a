import { sql } from 'drizzle-orm';
import { expect } from 'vitest';
import { advanceRetries } from '#lib/delivery/advance-retries';
import { claimDeliveries } from '#lib/delivery/claim-deliveries';
import { closeSuperseded } from '#lib/delivery/close-superseded';
import { expireDeliveries } from '#lib/delivery/expire-deliveries';
import { gatherFiles } from '#lib/delivery/gather-files';
import { getContent } from '#lib/delivery/get-content';
import { settleDelivery } from '#lib/delivery/settle-delivery';
import { CLIENT } from '../support/open-workshop.ts';
import { SENDABLE, TO_FETCH } from './house.ts';
import type { ModelFile } from './model.ts';
import { claimable, close, closeable, closeReplaced, DELAYS_SECONDS, finish, recover, take } from './moves.ts';
import { pick, refusedAs, type World } from './world.ts';

/** A worker asks for files: `everywhere` = also for those of `acme.mllp`. */
export async function claim({ shop, model, clock, hands }: World, everywhere: boolean): Promise<void> {
  const sendable = [...SENDABLE, ...TO_FETCH, ...(everywhere ? ['acme.mllp'] : [])];
  await gatherFiles(shop.context(clock));
  const replaced = closeable(model, clock);
  expect(await closeSuperseded(shop.context(clock))).toBe(replaced.length);
  for (const file of replaced) closeReplaced(file, clock);
  const { lapsed, due } = claimable(model, sendable, clock);
  const claims = await claimDeliveries(shop.db, sendable, 100, { at: clock });
  const files = claims.map((claimed) => model.files.find(({ id }) => id === claimed.id));
  const again = files.filter((_, index) => claims[index]?.lapsed);
  expect([again.length, again.every((file) => lapsed.includes(file as ModelFile))]).toEqual([
    Math.min(1, lapsed.length),
    true,
  ]);
  expect(new Set(files.filter((file) => !again.includes(file)))).toEqual(new Set(due));
  for (const [index, file] of files.entries()) {
    const claimed = claims[index];
    if (!file || !claimed) throw new Error('A file was claimed that the model does not know.');
    take(file, clock);
    const { attempts, leaseToken } = file;
    expect(claimed).toMatchObject({ attempts, leaseToken });
    hands.push({ claim: claimed, file });
  }
}

/** A worker tells what came of a claim, in time or too late. */
export async function settle(world: World, hand: number, wanted: 'delivered' | 'retry' | 'failed'): Promise<void> {
  const { shop, hands, clock } = world;
  const [held] = hands.splice(hand % Math.max(1, hands.length), 1);
  if (!held) return;
  const { claim: claimed, file } = held;
  const detail = `It said ${wanted}.`;
  const result = { outcome: wanted, detail };
  const holds = file.state === 'sending' && file.leaseToken === claimed.leaseToken;
  const schedule = DELAYS_SECONDS.map((seconds) => `${seconds}s`);
  const settlement = { result, seconds: 0, schedule, spread: 0 };
  expect(await settleDelivery(shop.context(clock), claimed, settlement)).toBe(holds);
  // What faults in a row do to a destination is the business of tests/delivery/breaker.test.ts.
  await shop.db.execute(sql`delete from destination_states`);
  if (holds) finish(file, wanted, detail, clock);
}

/** A destination that did not answer answers again. */
export async function answerAgain({ shop, model, clock }: World, choice: number): Promise<void> {
  const destination = pick(SENDABLE, choice);
  await shop.db.execute(sql`insert into destination_states (destination, recovered_at)
    values (${destination}, ${clock.toISOString()}::timestamptz)`);
  expect(await advanceRetries(shop.context(clock), { withinSeconds: 0 })).toBe(recover(model, destination, clock));
  await shop.db.execute(sql`delete from destination_states`);
}

/** The receiving organization fetches a file. */
export async function download(world: World, choice: number): Promise<void> {
  const { shop, model } = world;
  if (model.files.length === 0) return;
  const file = pick(model.files, choice);
  await gatherFiles(shop.context());
  const fetched = getContent(shop.context(), CLIENT, file.reportId);
  const open = file.state !== 'sent' && file.state !== 'downloaded';
  const expired = file.state === 'ready' && file.expiresAt <= new Date();
  if ((open && file.replacedBy !== null) || file.state === 'failed' || expired) return refusedAs('gone', fetched);
  await fetched;
  if (file.state === 'ready') close(file, 'downloaded', await closedAt(world, file));
}

/** A worker looks for files that nobody fetched. */
export async function expire(world: World): Promise<void> {
  await expireDeliveries(world.shop.context());
  const now = new Date();
  const offered = world.model.files.filter(({ state, replacedBy }) => state === 'ready' && replacedBy === null);
  for (const file of offered.filter(({ expiresAt }) => expiresAt <= now)) {
    file.lastError = 'Nobody fetched the file in the 30 days it was offered.';
    close(file, 'failed', await closedAt(world, file));
  }
}

/** When the database's clock says that a file was closed. */
async function closedAt({ shop }: World, { id }: ModelFile): Promise<Date> {
  const { rows } = await shop.db.execute<{ at: string }>(sql`select closed_at as at from deliveries where id = ${id}`);
  return new Date(rows[0]?.at ?? 'never closed');
}
