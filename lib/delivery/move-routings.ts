import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { defineStatement } from '#db/statement';
import type { DestinationTally } from '#db/tables/submissions';
import { deliveryState, overallStatus } from '#lib/submissions/overall-status';

export type RoutingFate = 'waiting' | 'retrying' | 'failed' | 'delivered' | 'superseded';

export interface RoutingMove {
  destination: string;
  to: RoutingFate;
  /** ISO instant; default: the transaction's clock. */
  at: string | null;
  /** The next planned attempt, when the move sets one. */
  sendingAt?: Date;
}

/** A locked submission. */
export type SubmissionRow = {
  id: number;
  http_status: number;
  routed: boolean;
  valid_item_count: number;
  destinations: DestinationTally[];
};

/**
 * Locks the submissions that files carry items of, in id order. First of all: whoever changes a routing locks its
 * submission before anything else, so that counts and rows cannot drift apart and no two workers deadlock.
 */
export async function lockSubmissions(tx: Queryable, deliveryIds: readonly number[]): Promise<SubmissionRow[]> {
  const { rows } = await tx.execute<SubmissionRow>(sql`
    select id, http_status, routed_at is not null as routed, valid_item_count, destinations from submissions
    where id in (select submission_id from delivery_items where delivery_id = any (${sql.param(deliveryIds)}::bigint[]))
    order by id for no key update`);
  return rows;
}

/**
 * Gives the items of files to one destination their new fate and updates the stored counts and status of their submissions.
 * An item once delivered stays delivered: a later resend never undoes it (contract §6 "Reached"). Of a file
 * that is not delivered, items that were superseded become that, and no others.
 */
export async function moveRoutings(
  tx: Queryable,
  deliveryIds: readonly number[],
  submissions: readonly SubmissionRow[],
  move: RoutingMove,
): Promise<void> {
  const { destination } = move;
  const isTheirs = sql`i.delivery_id = any (${sql.param(deliveryIds)}::bigint[])`;
  const { rows } = await tx.execute<RoutingsMoved>(
    sql`with moved as (${changeRoutings(isTheirs, move.to)}) ${COUNTED}`,
  );
  const planned = move.sendingAt ? { destination, sendingAt: move.sendingAt.toISOString() } : null;
  await storeStatuses(tx, submissions, rows, { ...move, planned });
}

/** SQL: a new fate for the open routings of items of files (`where`, on `delivery_items i`); to be read by `COUNTED`. */
export function changeRoutings(where: SQL, to: RoutingFate): SQL {
  return sql`update routings r set state = ${to}, superseded_by = ${to === 'superseded' ? sql`old.superseded_by` : null}
    from (select o.submission_id, o.item_index, o.destination, o.state, i.superseded_by
      from delivery_items i join routings o using (submission_id, item_index, destination)
      where ${where} and o.state in ('waiting', 'retrying', 'failed') and ${isMeant(to)}
      for update of o) old
    where r.submission_id = old.submission_id and r.item_index = old.item_index and r.destination = old.destination
    returning r.submission_id, r.destination, old.state as previous`;
}

/** SQL: what `moved`, a query with the rows of `changeRoutings`, comes to. */
export const COUNTED = sql`
  select submission_id as "submissionId", destination, previous, count(*)::int as count from moved group by 1, 2, 3`;

function isMeant(to: RoutingFate): SQL {
  if (to === 'delivered') return sql`true`;
  return to === 'superseded' ? sql`i.superseded_by is not null` : sql`i.superseded_by is null`;
}

/** How many items of a submission had a fate for a destination, until they were moved. */
export type RoutingsMoved = { submissionId: number; destination: string; previous: RoutingFate; count: number };

/** What the moved became, when (ISO), and what is planned now for a destination. */
interface Became {
  to: RoutingFate;
  at: string | null;
  planned?: { destination: string; sendingAt: string } | null;
}

/** Stores the counts and the status of locked submissions after their routings were moved, in one statement. */
export async function storeStatuses(
  tx: Queryable,
  submissions: readonly SubmissionRow[],
  moved: readonly RoutingsMoved[],
  became: Became,
): Promise<void> {
  const stored = submissions.map((submission) => statusOf(submission, moved, became));
  await store(tx, {
    ids: stored.map(({ id }) => id),
    destinations: stored.map(({ destinations }) => JSON.stringify(destinations)),
    overall: stored.map((progress) => overallStatus(progress)),
    states: stored.map((progress) => deliveryState(progress)),
    isReached: became.to === 'delivered',
    at: became.at,
  });
}

function statusOf(submission: SubmissionRow, moved: readonly RoutingsMoved[], became: Became) {
  const own = moved.filter(({ submissionId }) => submissionId === submission.id);
  return {
    id: submission.id,
    httpStatus: submission.http_status,
    routed: submission.routed,
    validItemCount: submission.valid_item_count,
    destinations: submission.destinations.map((tally) => retally(tally, own, became)),
  };
}

function retally(tally: DestinationTally, moved: readonly RoutingsMoved[], { to, planned }: Became): DestinationTally {
  const next = { ...tally };
  if (planned?.destination === tally.destination) next.sendingAt = planned.sendingAt;
  for (const { destination, previous, count } of moved) {
    if (destination !== tally.destination) continue;
    next[previous] -= count;
    next[to] += count;
  }
  return next;
}

type Stored = {
  ids: number[];
  destinations: string[];
  overall: string[];
  states: string[];
  isReached: boolean;
  at: string | null;
};

const $ = sql.placeholder;

const store = defineStatement<Stored, Record<string, never>>(sql`
  update submissions s set destinations = told.destinations, overall_status = told.overall, delivery_state = told.state,
    last_reached_at = case when ${$('isReached')}::boolean
      then greatest(s.last_reached_at, coalesce(${$('at')}::timestamptz, now())) else s.last_reached_at end,
    revision = s.revision + 1
  from unnest(${$('ids')}::bigint[], ${$('destinations')}::jsonb[], ${$('overall')}::text[], ${$('states')}::text[])
    as told(id, destinations, overall, state)
  where s.id = told.id`);
