import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { DestinationTally } from '#db/tables/submissions';

/** A submission whose items, orders and files nobody else changes until the transaction ends. */
export interface LockedSubmission {
  id: number;
  organization: string;
  topic: string;
  httpStatus: number;
  validItemCount: number;
  destinations: DestinationTally[];
  /** The only destinations that its payload may go to; null: all. */
  routeTo: string[] | null;
}

/**
 * Locks the orders of a submission's items, then the submission. An appointment is moved on, so that a newer version that is
 * being accepted decides again and finds what is queued here. Null while the submission is not routed.
 */
export async function lockResend(tx: Queryable, id: number): Promise<LockedSubmission | null> {
  await tx.execute(sql`select 1 from order_heads where order_key in (select order_key from routings where submission_id = ${id})
    order by order_key for update`);
  await tx.execute(sql`select 1 from appointments where ${isAppointmentOf(id)} order by id for update`);
  await tx.execute(sql`update appointments set row_version = row_version + 1 where ${isAppointmentOf(id)}`);
  const { rows } = await tx.execute<LockedSubmission & Record<string, unknown>>(sql`
    select id, organization, topic, http_status as "httpStatus", valid_item_count as "validItemCount", destinations,
      (select route_to from intakes i where i.submission_id = s.id) as "routeTo"
    from submissions s where id = ${id} and routed_at is not null and valid_item_count > 0 for no key update of s`);
  return rows[0] ?? null;
}

const isAppointmentOf = (id: number) => sql`id in (select appointment_key from submissions where id = ${id}
  union select appointment_key from submission_items where submission_id = ${id})`;
