import { sql } from 'drizzle-orm';
import { transaction, type Queryable } from '#db/client';
import type { Context } from '#lib/context';
import type { ClaimedDelivery } from '#lib/delivery/claim-deliveries';
import { IS_REPLACED } from '#lib/delivery/release-superseded';
import { clockOf } from '#lib/delivery/move-file';
import { lockSubmissions, moveRoutings, type RoutingFate } from '#lib/delivery/move-routings';
import type { KeptContents } from '#lib/attempts/keep-content';
import { recordAttempt } from '#lib/delivery/record-attempt';
import { recordTurn } from '#lib/delivery/record-turn';
import { retryDelay } from '#lib/delivery/retry-schedule';
import { type FileItem, type Parting, splitFile } from '#lib/delivery/split-file';
import type { Refusal, TransportResult } from '#lib/transports/contract';
import { type Turn, type Turned, weighAttempt } from '#lib/delivery/weigh-attempt';
import { log } from '#lib/log';

export interface Settlement {
  /** What the transport answered, or why the file was not sent at all: then the claim counts as no attempt. */
  result: TransportResult | { outcome: 'abandoned'; detail: string };
  /** How long the attempt took. When it ended, and when the next is due, the database's clock says. */
  seconds: number;
  schedule: readonly string[];
  /** 0 to 1: where in the jitter of the schedule the next attempt falls; at random unless given. */
  spread?: number;
  /** What was sent and answered; absent where nothing was. */
  kept?: KeptContents;
}

const TURN_WORDS: Record<Turn, string> = {
  degraded: 'a destination does not answer; one file at a time is tried',
  recovered: 'a destination answers again',
};

type Held = { attempts: number; scheduleUsed: number; acknowledged: string[]; isReplaced: boolean };

/**
 * Records what came of a claimed file: its state, its items' fates, its submissions' status, the attempt. Of a file of
 * several messages, what was taken or refused for good leaves it, while the others are tried again. Answers false
 * and changes nothing when the lease was lost meanwhile (the fencing token is old): another worker has the file.
 */
export async function settleDelivery(
  context: Context,
  claim: ClaimedDelivery,
  settlement: Settlement,
): Promise<boolean> {
  const now = clockOf(context);
  let turn: Turn | null = null;
  const isHeld = await transaction(context.db, async (tx) => {
    const submissions = await lockSubmissions(tx, [claim.id]);
    if (mayBeParted(settlement)) await lockItems(tx, claim.id);
    const { rows } = await tx.execute<Held>(sql`
      select attempts, schedule_used as "scheduleUsed", acknowledged, ${IS_REPLACED} as "isReplaced" from deliveries d
      where id = ${claim.id} and lease_token = ${claim.leaseToken} and state = 'sending' for update`);
    const [held] = rows;
    if (!held) return false;
    const fate = decideFate(settlement, held);
    const retries = fate.retrySeconds !== undefined;
    const { result, seconds, kept } = settlement;
    const unmade = result.outcome === 'abandoned' ? 1 : 0;
    if (result.outcome !== 'abandoned') {
      const attempt = { deliveryId: claim.id, attempt: held.attempts, detail: fate.error };
      await recordAttempt(context, tx, { ...attempt, result, seconds, kept });
    }
    const isSplit =
      mayBeParted(settlement) && (await splitFile(context, tx, claim.id, (item) => partingOf(item, settlement, held)));
    const { rows: settled } = await tx.execute<{ next: string; turned: Turned | null }>(sql`
      with weighed as (${weighAttempt(claim, settlement, now)})
      update deliveries set state = ${fate.state}, lease_until = null, last_error = ${fate.error},
        attempts = attempts - ${unmade}, schedule_used = schedule_used - ${unmade},
        next_attempt_at = case when ${retries} then ${now} + make_interval(secs => ${fate.retrySeconds ?? 0})
          else next_attempt_at end,
        not_before = ${now} + make_interval(secs => ${fate.patienceSeconds ?? null}),
        has_superseded = has_superseded and ${!['sent', 'superseded'].includes(fate.state)},
        closed_at = case when not ${retries} then ${now} end
      where id = ${claim.id} returning next_attempt_at as next, (select jsonb_build_object('turn', turn,
        'since', since, 'lastError', last_error) from weighed where turn is not null) as turned`);
    const turned = settled[0]?.turned ?? null;
    turn = turned && turned.turn;
    await moveRoutings(tx, [claim.id], isSplit ? await lockSubmissions(tx, [claim.id]) : submissions, {
      destination: claim.destination,
      to: fate.routing,
      at: context.at?.toISOString() ?? null,
      sendingAt: retries && settled[0] ? new Date(settled[0].next) : undefined,
    });
    if (turned) await recordTurn(context, tx, claim.destination, turned);
    return true;
  });
  if (turn) log().warn({ destination: claim.destination }, TURN_WORDS[turn]);
  return isHeld;
}

const refusalsOf = ({ result }: Settlement): readonly Refusal[] =>
  result.outcome === 'abandoned' ? [] : (result.refused ?? []);

/** What was delivered whole, as nearly all files are, is not looked at item by item. */
const mayBeParted = (settlement: Settlement): boolean =>
  settlement.result.outcome !== 'delivered' || refusalsOf(settlement).length > 0;

/** Before the file, as everybody does who waits for items. */
const lockItems = (tx: Queryable, id: number): Promise<unknown> =>
  tx.execute(sql`select 1 from delivery_items where delivery_id = ${id} order by submission_id, item_index for update`);

/** What an item of the file becomes by itself; null: what becomes of the file. */
function partingOf(item: FileItem, settlement: Settlement, held: Held): Parting | null {
  const refusal = refusalsOf(settlement).find(({ reportGuid }) => reportGuid === item.reportGuid);
  if (refusal) return item.isReplaced ? { state: 'superseded' } : { state: 'failed', error: refusal.detail };
  const isTaken = item.messageId !== null && held.acknowledged.includes(item.messageId);
  return isTaken && settlement.result.outcome !== 'delivered' ? { state: 'sent' } : null;
}

interface Fate {
  state: 'sent' | 'retrying' | 'failed' | 'superseded';
  routing: RoutingFate;
  error: string | null;
  retrySeconds?: number;
  /** What the destination asked for at least. */
  patienceSeconds?: number | undefined;
}

function decideFate({ result, schedule, spread = Math.random() }: Settlement, held: Held): Fate {
  if (result.outcome === 'delivered') return { state: 'sent', routing: 'delivered', error: null };
  const { detail } = result;
  if (held.isReplaced) return { state: 'superseded', routing: 'superseded', error: detail };
  const failed: Fate = { state: 'failed', routing: 'failed', error: detail };
  if (result.outcome !== 'retry') return failed;
  const retrySeconds = retryDelay(schedule, held.scheduleUsed, { ...result, spread });
  if (retrySeconds === null) return { ...failed, error: `${detail} (the last of ${held.attempts} attempts)` };
  const { retryAfterSeconds: patienceSeconds } = result;
  return { state: 'retrying', routing: 'retrying', error: detail, retrySeconds, patienceSeconds };
}
