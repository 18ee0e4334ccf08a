import { sql } from 'drizzle-orm';
import { transaction, type Queryable } from '#db/client';
import type { Context } from '#lib/context';
import type { ClaimedDelivery } from '#lib/delivery/claim-deliveries';
import { lockSubmissions, moveRoutings, type RoutingFate } from '#lib/delivery/move-routings';
import { nextRetry } from '#lib/delivery/retry-schedule';
import type { TransportResult } from '#lib/delivery/transports/contract';

export interface Settlement {
  /** What the transport answered, or why the file was not sent at all: then the claim counts as no attempt. */
  result: TransportResult | { outcome: 'superseded'; by: string } | { outcome: 'abandoned'; detail: string };
  startedAt: Date;
  finishedAt: Date;
  schedule: readonly string[];
}

type Held = { attempts: number; superseded_by: string | null };

/**
 * Records what came of a claimed file: its state, its items' fates, its submissions' status, the attempt. Answers false
 * and changes nothing when the lease was lost meanwhile (the fencing token is old): another worker has the file.
 */
export async function settleDelivery(
  context: Context,
  claim: ClaimedDelivery,
  settlement: Settlement,
): Promise<boolean> {
  const at = context.at?.toISOString() ?? null;
  return transaction(context.db, async (tx) => {
    const submissions = await lockSubmissions(tx, claim.id);
    const { rows } = await tx.execute<Held>(sql`select attempts, superseded_by from deliveries
      where id = ${claim.id} and lease_token = ${claim.leaseToken} and state = 'sending' for update`);
    const [held] = rows;
    if (!held) return false;
    const fate = decideFate(settlement, held);
    await tx.execute(sql`update deliveries set state = ${fate.state}, lease_until = null, last_error = ${fate.error},
        attempts = attempts - ${settlement.result.outcome === 'abandoned' ? 1 : 0},
        next_attempt_at = coalesce(${fate.retryAt?.toISOString() ?? null}::timestamptz, next_attempt_at),
        superseded_by = ${fate.supersededBy},
        closed_at = case when ${fate.retryAt !== undefined} then null else coalesce(${at}::timestamptz, now()) end
      where id = ${claim.id}`);
    await moveRoutings(tx, claim.id, submissions, {
      destination: claim.destination,
      to: fate.routing,
      at,
      supersededBy: fate.supersededBy ?? undefined,
      sendingAt: fate.retryAt,
    });
    await recordAttempt(tx, claim.id, held.attempts, settlement, fate.error);
    return true;
  });
}

async function recordAttempt(
  tx: Queryable,
  deliveryId: number,
  attempt: number,
  { result, startedAt, finishedAt }: Settlement,
  detail: string | null,
): Promise<void> {
  if (result.outcome === 'superseded' || result.outcome === 'abandoned') return;
  await tx.execute(sql`insert into delivery_attempts (delivery_id, attempt, started_at, finished_at, outcome, detail)
    values (${deliveryId}, ${attempt}, ${startedAt.toISOString()}::timestamptz,
      ${finishedAt.toISOString()}::timestamptz, ${result.outcome}, ${detail})
    on conflict do nothing`);
}

interface Fate {
  state: 'sent' | 'retrying' | 'failed' | 'superseded';
  routing: RoutingFate;
  error: string | null;
  retryAt?: Date;
  supersededBy: string | null;
}

function decideFate({ result, schedule, finishedAt }: Settlement, held: Held): Fate {
  // A still newer version may have come since the claim.
  if (result.outcome === 'superseded') return superseded(held.superseded_by ?? result.by, null);
  if (result.outcome === 'delivered') return { state: 'sent', routing: 'delivered', error: null, supersededBy: null };
  if (held.superseded_by !== null) return superseded(held.superseded_by, result.detail);
  const failed: Fate = { state: 'failed', routing: 'failed', error: result.detail, supersededBy: null };
  if (result.outcome !== 'retry') return failed;
  const retryAt = nextRetry(schedule, held.attempts, finishedAt, result.retryAfterSeconds);
  if (retryAt === null) return { ...failed, error: `${result.detail} (the last of ${held.attempts} attempts)` };
  return { state: 'retrying', routing: 'retrying', error: result.detail, retryAt, supersededBy: null };
}

const superseded = (by: string, error: string | null): Fate => ({
  state: 'superseded',
  routing: 'superseded',
  error,
  supersededBy: by,
});
