import { EventEmitter, once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';
import { sql } from 'drizzle-orm';
import { connectDatabase, type Database } from '#db/client';
import { type ClaimedDelivery, claimDeliveries } from '#lib/delivery/claim-deliveries';
import { closeSuperseded } from '#lib/delivery/close-superseded';
import { gatherFiles } from '#lib/delivery/gather-files';
import { settle } from './files.ts';

/** One report on its way to a destination, as the destination sees it; `ended` counts on with `started`. */
export interface Send {
  destination: string;
  orderKey: string;
  version: number;
  started: number;
  ended: number;
  delivered: boolean;
}

export interface RacingWorkers {
  sends: Send[];
  /** Resolves when a file of this order key is on its way. */
  whenSending(orderKey: string): Promise<unknown>;
  /** Lets the workers finish what is open, then stops them; throws when that takes four minutes. */
  finish(): Promise<void>;
}

/** A destination that takes up to 8 ms for each file, and one time in five does not answer. */
const SLOWEST_MS = 8;
const REFUSES_EVERY = 5;
const POLL_MS = 5;
/** A clock that runs fast would end the usual lease while a file is on its way. */
const LEASE_SECONDS = 36_000;
/** Files are retried at once, and as often as it takes. */
const SCHEDULE = Array.from({ length: 200 }, () => '0s');

export interface RacingOptions {
  /** The clock that counts; the database's unless given. */
  now?: () => Date;
  /** Whether the send that is the `number`th to begin is not answered; one in five unless told. */
  refuses?: (number: number) => boolean;
}

/** Workers with connections of their own that claim and settle with the real verbs, and write down every send. */
export function startRacingWorkers(
  url: string,
  destinations: string[],
  count: number,
  { now, refuses = (number) => number % REFUSES_EVERY === 0 }: RacingOptions = {},
): RacingWorkers {
  const sends: Send[] = [];
  const starts = new EventEmitter().setMaxListeners(0);
  let clock = 0;
  let begun = 0;
  let finishing = false;
  const at = () => now?.() ?? null;

  async function send(db: Database, claim: ClaimedDelivery): Promise<void> {
    const shop = { context: () => ({ db, correlationId: 'racing', at: at() }) };
    const carried = await reportsOf(db, claim.id);
    const started = (clock += 1);
    const delivered = !refuses((begun += 1));
    for (const { orderKey } of carried) starts.emit(orderKey);
    await delay(Math.random() * SLOWEST_MS);
    const ended = (clock += 1);
    for (const report of carried) sends.push({ destination: claim.destination, ...report, started, ended, delivered });
    const result = delivered
      ? ({ outcome: 'delivered' } as const)
      : ({ outcome: 'retry', detail: 'no answer' } as const);
    await settle(shop, claim, result, { schedule: SCHEDULE });
  }

  async function work(): Promise<void> {
    const db = connectDatabase({ url, poolSize: 4 });
    for (let open = true; open || !finishing; open = await hasOpenFiles(db)) {
      await gatherFiles({ db, correlationId: 'racing', at: at() });
      await closeSuperseded({ db, correlationId: 'racing', at: at() });
      const claims = await claimDeliveries(db, destinations, 5, { at: at(), leaseSeconds: LEASE_SECONDS });
      await Promise.all(claims.map((claim) => send(db, claim)));
      if (claims.length === 0) await delay(POLL_MS);
    }
    await db.$client.end();
  }

  const workers = Array.from({ length: count }, work);
  return {
    sends,
    whenSending: (orderKey) => once(starts, orderKey),
    async finish() {
      finishing = true;
      const late = delay(240_000, 'late', { ref: false });
      const first = await Promise.race([Promise.all(workers), late]);
      if (first === 'late') throw new Error('The workers did not come to an end.');
    },
  };
}

async function reportsOf(db: Database, id: number): Promise<{ orderKey: string; version: number }[]> {
  const { rows } = await db.execute<{ orderKey: string; version: number }>(
    sql`select order_key as "orderKey", version from delivery_items where delivery_id = ${id}`,
  );
  if (rows.length === 0) throw new Error('A claimed file carries nothing.');
  return rows;
}

async function hasOpenFiles(db: Database): Promise<boolean> {
  const { rows } = await db.execute(
    sql`select 1 from deliveries where state in ('queued', 'sending', 'retrying') limit 1`,
  );
  return rows.length > 0;
}
