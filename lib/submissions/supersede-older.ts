import { type SQL, sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';

/** SQL on `deliveries d`: nothing is settled of it yet. */
export const IS_OPEN = sql`d.state in ('queued', 'sending', 'retrying', 'ready')`;

/** SQL on `delivery_items i`: nothing replaced it yet, or its file waits to be told, and the newest is to be named. */
export const TAKES_MARK = sql`(i.superseded_by is null
  or exists (select 1 from deliveries f where f.id = i.delivery_id and f.has_superseded))`;

/**
 * SQL: tells the open files whose items `older` marked (`delivery_id`) that there are such; one of a single report has had
 * its time. They are locked in order: a file can be of several orders.
 */
export const markFiles = (at: SQL): SQL => sql`update deliveries d set has_superseded = true,
    next_attempt_at = case when d.item_count = 1 then least(d.next_attempt_at, ${at}) else d.next_attempt_at end
  from (select d.id from deliveries d where d.id in (select delivery_id from older) and ${IS_OPEN}
    order by d.id for update) open
  where d.id = open.id`;

/** A version that takes the place of all below it at a destination. */
interface Mark {
  orderKey: string;
  destination: string;
  below: number;
  reportGuid: string;
}

/**
 * Marks what newer versions replace (contract §7 "Order"): items first, then the open files that carry them. Whoever holds
 * a file never waits for its items. Of several marks of one order the newest counts. `now`: the database's unless given.
 */
export async function supersedeOlder(tx: Queryable, marks: readonly Mark[], now?: Date): Promise<void> {
  if (marks.length === 0) return;
  await tx.execute(sql`
    with newest as (
      select distinct on ("orderKey", destination) * from jsonb_to_recordset(${JSON.stringify(marks)}::jsonb)
        as m("orderKey" text, destination text, below int, "reportGuid" uuid)
      order by "orderKey", destination, below desc
    ),
    older as (
      update delivery_items i set superseded_by = newest."reportGuid" from newest
      where i.order_key = newest."orderKey" and i.destination = newest.destination and i.version < newest.below
        and ${TAKES_MARK}
      returning i.delivery_id
    )
    ${markFiles(sql`coalesce(${now?.toISOString() ?? null}::timestamptz, now())`)}`);
}
