import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { DestinationTally } from '#db/tables/submissions';
import { deliveryState, overallStatus } from '#lib/submissions/overall-status';

export type RoutingFate = 'waiting' | 'retrying' | 'failed' | 'delivered' | 'superseded';

export interface RoutingMove {
  destination: string;
  to: RoutingFate;
  /** ISO instant; default: the transaction's clock. */
  at: string | null;
  supersededBy?: string;
  /** The next planned attempt, when the move sets one. */
  sendingAt?: Date;
}

type SubmissionRow = {
  id: number;
  http_status: number;
  routed: boolean;
  valid_item_count: number;
  destinations: DestinationTally[];
};

/**
 * Locks the submissions that a file carries items of, in id order. First of all: whoever changes a routing locks its
 * submission before anything else, so that counts and rows cannot drift apart and no two workers deadlock.
 */
export async function lockSubmissions(tx: Queryable, deliveryId: number): Promise<SubmissionRow[]> {
  const { rows } = await tx.execute<SubmissionRow>(sql`
    select id, http_status, routed_at is not null as routed, valid_item_count, destinations from submissions
    where id in (select submission_id from delivery_items where delivery_id = ${deliveryId})
    order by id for no key update`);
  return rows;
}

/**
 * Gives the items that a file still carries their new fate and updates the stored counts and status of its submissions.
 * An item once delivered stays delivered: a later resend never undoes it (contract §6 "Reached"). One that was superseded
 * by itself is no longer in the file, and keeps its fate.
 */
export async function moveRoutings(
  tx: Queryable,
  deliveryId: number,
  submissions: readonly SubmissionRow[],
  move: RoutingMove,
): Promise<void> {
  const { rows } = await tx.execute<{ submission_id: number; previous: RoutingFate; moved: number }>(sql`
    with moved as (
      update routings r set state = ${move.to}, superseded_by = ${move.supersededBy ?? null}::uuid
      from (select o.submission_id, o.item_index, o.destination, o.state from routings o
        join delivery_items i on i.submission_id = o.submission_id and i.item_index = o.item_index
        where i.delivery_id = ${deliveryId} and o.destination = ${move.destination} and o.state in ('waiting', 'retrying', 'failed')
        for update of o) old
      where r.submission_id = old.submission_id and r.item_index = old.item_index and r.destination = old.destination
      returning r.submission_id, old.state as previous
    )
    select submission_id, previous, count(*)::int as moved from moved group by 1, 2`);
  for (const submission of submissions) {
    const moves = rows.filter((row) => row.submission_id === submission.id);
    await storeStatus(tx, submission, retally(submission.destinations, moves, move), move);
  }
}

function retally(
  tallies: readonly DestinationTally[],
  moves: readonly { previous: RoutingFate; moved: number }[],
  { destination, to, sendingAt }: RoutingMove,
): DestinationTally[] {
  return tallies.map((tally) => {
    if (tally.destination !== destination) return tally;
    const next = { ...tally, sendingAt: sendingAt?.toISOString() ?? tally.sendingAt };
    for (const { previous, moved } of moves) {
      next[previous] -= moved;
      next[to] += moved;
    }
    return next;
  });
}

async function storeStatus(
  tx: Queryable,
  submission: SubmissionRow,
  destinations: DestinationTally[],
  { to, at }: RoutingMove,
): Promise<void> {
  const progress = {
    httpStatus: submission.http_status,
    routed: submission.routed,
    validItemCount: submission.valid_item_count,
    destinations,
  };
  await tx.execute(sql`
    update submissions set destinations = ${JSON.stringify(destinations)}::jsonb,
      overall_status = ${overallStatus(progress)}, delivery_state = ${deliveryState(progress)},
      last_reached_at = case when ${to === 'delivered'} then greatest(last_reached_at, coalesce(${at}::timestamptz, now()))
        else last_reached_at end,
      revision = revision + 1
    where id = ${submission.id}`);
}
