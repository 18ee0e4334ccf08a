import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { lockFiles } from '#lib/submissions/lock-files';
import { IS_OPEN } from '#lib/submissions/supersede-older';
import type { Recipient } from '#lib/reports/route-withdrawal';

/**
 * Locks the orders' items and their open files, so that no worker can gather or claim one until the withdrawal is
 * committed, and tells which destinations received any version (or may have: in flight, or tried without a clear answer).
 * One in flight is open, too: marked as superseded it is not tried again after the withdrawal.
 */
export async function claimRecipients(
  tx: Queryable,
  ...orderKeys: string[]
): Promise<{ recipients: Recipient[]; open: string[] }> {
  const keys = sql`${sql.param(orderKeys)}::text[]`;
  await lockFiles(tx, orderKeys);
  const { rows } = await tx.execute<Recipient & { reached: boolean; open: boolean } & Record<string, unknown>>(sql`
    select d.destination, d.organization, (array_agg(d.file_type order by d.id desc))[1] as "fileType",
      bool_or(d.state in ('ready', 'downloaded')) as fetches,
      bool_or(d.state in ('sent', 'downloaded', 'sending') or d.attempts > 0) as reached,
      bool_or(${IS_OPEN}) as open
    from delivery_items i join deliveries d on d.id = i.delivery_id where i.order_key = any (${keys})
    group by d.destination, d.organization order by d.destination`);
  return {
    recipients: rows.filter((row) => row.reached),
    open: rows.filter((row) => row.open).map((row) => row.destination),
  };
}
