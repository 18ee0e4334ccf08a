import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { Recipient } from '#lib/reports/route-withdrawal';

/**
 * Locks the orders' open files, so that no worker can claim one until the withdrawal is committed, and tells which
 * destinations received any version (or may have: in flight, or tried without a clear answer). One in flight is open, too:
 * marked as superseded it is not tried again after the withdrawal.
 */
export async function claimRecipients(
  tx: Queryable,
  ...orderKeys: string[]
): Promise<{ recipients: Recipient[]; open: string[] }> {
  const keys = sql`${sql.param(orderKeys)}::text[]`;
  await tx.execute(sql`select 1 from deliveries where order_key = any (${keys}) and state in ('queued', 'retrying', 'ready')
    order by id for update`);
  const { rows } = await tx.execute<Recipient & { reached: boolean; open: boolean } & Record<string, unknown>>(sql`
    select destination, organization, (array_agg(file_type order by id desc))[1] as "fileType",
      bool_or(state in ('ready', 'downloaded')) as fetches,
      bool_or(state in ('sent', 'downloaded', 'sending') or attempts > 0) as reached,
      bool_or(state in ('queued', 'retrying', 'ready', 'sending')) as open
    from deliveries where order_key = any (${keys}) and id in (select i.delivery_id from routings r
      join delivery_items i on i.submission_id = r.submission_id and i.item_index = r.item_index
      where r.order_key = any (${keys})) group by destination, organization order by destination`);
  return {
    recipients: rows.filter((row) => row.reached),
    open: rows.filter((row) => row.open).map((row) => row.destination),
  };
}
