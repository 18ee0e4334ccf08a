import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { type ClaimedDelivery, claimDeliveries } from '#lib/delivery/claim-deliveries';
import { closeSuperseded } from '#lib/delivery/close-superseded';
import { settleDelivery } from '#lib/delivery/settle-delivery';
import type { TransportResult } from '#lib/transports/contract';
import { sha256 } from '#lib/ids';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';
import { MINUTE } from './calendar.ts';
import type { Trouble } from './plan-events.ts';
import { createRandom } from './random.ts';

const AT_ONCE = 20;

/** A time in which a destination did not answer at all. */
interface Outage {
  destination: string;
  from: Date;
  to: Date;
}

/** What the simulated destinations answer. `troubles` by order key and version (`org/appointment 2`). */
export interface Simulation {
  settings: SettingsSnapshot;
  outages: readonly Outage[];
  troubles: ReadonlyMap<string, Trouble>;
  /** When the next file is due, null when none is; undefined once a report may have changed that. */
  nextDue?: Date | null;
}

/**
 * Lets the delivery worker's verbs run on the demo's clock from `since` to `until`: each file is claimed at the instant it
 * is due and settled with what its simulated destination answers. Files for real transports stay where they are.
 */
export async function deliverUntil(context: Context, simulation: Simulation, since: Date, until: Date): Promise<void> {
  const names = simulation.settings.destinations
    .filter(({ settings }) => settings.transport.type === 'NULL')
    .map(({ name }) => name);
  if (simulation.nextDue === undefined) {
    await closeSuperseded({ ...context, at: since });
    simulation.nextDue = await findNextDue(context, names);
  }
  for (let due = simulation.nextDue; due !== null && due <= until; due = simulation.nextDue) {
    // A file may have waited for an older one since before `since`.
    const at = due < since ? since : due;
    const claims = await claimDeliveries(context.db, names, AT_ONCE, { at });
    // Another process's worker took it: it is no longer the demo's to tell.
    if (claims.length === 0) return;
    const files = await identify(context, claims);
    for (const claim of claims) await settle(context, simulation, claim, files.get(claim.id) ?? '', at);
    simulation.nextDue = await findNextDue(context, names);
  }
}

/** When the next file is due that the demo delivers. */
async function findNextDue(context: Context, names: string[]): Promise<Date | null> {
  const { rows } = await context.db.execute<{ due: string | null }>(sql`
    select min(next_attempt_at) as due from deliveries
    where state in ('queued', 'retrying') and destination = any (${sql.param(names)}::text[]) and not has_superseded
      and not gathers`);
  const due = rows[0]?.due;
  return due ? new Date(due) : null;
}

/** Order key and version of each claimed file. */
async function identify(context: Context, claims: readonly ClaimedDelivery[]): Promise<Map<number, string>> {
  const ids = claims.map(({ id }) => id);
  const { rows } = await context.db.execute<{ id: number; file: string }>(sql`
    select delivery_id as id, min(order_key || ' ' || version) as file from delivery_items where delivery_id = any (${sql.param(ids)}::bigint[])
    group by delivery_id`);
  return new Map(rows.map(({ id, file }) => [id, file]));
}

async function settle(context: Context, simulation: Simulation, claim: ClaimedDelivery, file: string, startedAt: Date) {
  const result = answer(simulation, claim.destination, file, startedAt);
  const took = answerTime(file, claim.attempts, result.outcome);
  const schedule = simulation.settings.findDestination(claim.destination)?.settings.retry.schedule ?? [];
  const at = new Date(startedAt.getTime() + took);
  const spread = randomOf(file, claim.attempts, 'spread').int(0, 100) / 100;
  await settleDelivery({ ...context, at }, claim, { result, seconds: took / 1000, schedule, spread });
}

function answer({ outages, troubles }: Simulation, destination: string, file: string, at: Date): TransportResult {
  const isDown = outages.some((outage) => outage.destination === destination && outage.from <= at && at < outage.to);
  if (isDown) return { outcome: 'retry', detail: 'The connection was refused.' };
  switch (troubles.get(file)) {
    case 'refused':
      return { outcome: 'failed', detail: 'The destination refused the file: AE, the order is not known.' };
    case 'busy':
      return { outcome: 'retry', detail: 'The destination answered AR: the record is locked by another application.' };
    default:
      return { outcome: 'delivered' };
  }
}

/** The same at every load. */
const randomOf = (file: string, attempt: number, what = '') =>
  createRandom(sha256(`${file} ${attempt}${what}`).readUInt32BE());

/** Milliseconds an attempt takes: a quick answer, or none until the time-out. */
function answerTime(file: string, attempt: number, outcome: string): number {
  return outcome === 'retry' && attempt % 3 === 0 ? MINUTE / 2 : randomOf(file, attempt).int(40, 900);
}
