import { sql } from 'drizzle-orm';
import { transaction, type Queryable } from '#db/client';
import type { DestinationTally } from '#db/tables/submissions';
import type { Context } from '#lib/context';
import type { ClaimedIntake } from '#lib/intake/claim-intake';
import { deliveryState, overallStatus } from '#lib/submissions/overall-status';

type Counts = { errors: number; warnings: number; invalid: number };

/**
 * Tells a payload as routed when its last item is: destinations with their counts, errors and warnings, status. The
 * submission is locked first, so that no file can be settled between counting and telling.
 */
export async function finishIntake(
  context: Context,
  { submissionId, itemCount, leaseToken }: ClaimedIntake,
): Promise<void> {
  await transaction(context.db, async (tx) => {
    await tx.execute(sql`select 1 from submissions where id = ${submissionId} for no key update`);
    const { rowCount } = await tx.execute(sql`update intakes set finished_at = now()
      where submission_id = ${submissionId} and lease_token = ${leaseToken} and finished_at is null`);
    if (rowCount !== 1) return;
    const destinations = await tallyOf(tx, submissionId);
    const { errors, warnings, invalid } = await countMessages(tx, submissionId);
    const validItemCount = itemCount - invalid;
    const progress = { httpStatus: 201, routed: true, validItemCount, destinations };
    await tx.execute(sql`
      update submissions s set routed_at = now(), valid_item_count = ${validItemCount},
        destinations = ${JSON.stringify(destinations)}::jsonb, overall_status = ${overallStatus(progress)},
        delivery_state = ${deliveryState(progress)}, error_count = ${errors}, warning_count = ${warnings},
        appointment_key = i.appointment_key, version = i.version, revision = revision + 1
      from (select null) one left join submission_items i
        on i.submission_id = ${submissionId} and i.item_index = 1 and ${itemCount} = 1
      where s.id = ${submissionId}`);
  });
}

async function tallyOf(tx: Queryable, submissionId: number): Promise<DestinationTally[]> {
  const { rows } = await tx.execute<DestinationTally & Record<string, unknown>>(sql`
    select r.destination, ${sql.join(
      ['filtered', 'skipped', 'superseded', 'waiting', 'retrying', 'failed', 'delivered'].map(
        (state) => sql`(count(*) filter (where r.state = ${state}))::int as ${sql.identifier(state)}`,
      ),
      sql`, `,
    )}, to_char(max(d.next_attempt_at), 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') as "sendingAt"
    from routings r
    left join lateral (select max(d.next_attempt_at) as next_attempt_at from delivery_items c
      join deliveries d on d.id = c.delivery_id and d.destination = r.destination
      where c.submission_id = r.submission_id and c.item_index = r.item_index) d on true
    where r.submission_id = ${submissionId} and r.state <> 'outside' group by r.destination order by r.destination`);
  return rows;
}

/** Filters warn, too: each of their expressions that an item did not pass. */
async function countMessages(tx: Queryable, submissionId: number): Promise<Counts> {
  const { rows } = await tx.execute<Counts>(sql`
    select (count(*) filter (where level = 'error'))::int as errors,
      (count(*) filter (where level = 'warning'))::int + (select coalesce(sum(jsonb_array_length(failures)), 0)::int
        from routings where submission_id = ${submissionId} and state = 'filtered') as warnings,
      (count(distinct item_index) filter (where level = 'error' and scope = 'item'))::int as invalid
    from submission_messages where submission_id = ${submissionId}`);
  return rows[0] ?? { errors: 0, warnings: 0, invalid: 0 };
}
