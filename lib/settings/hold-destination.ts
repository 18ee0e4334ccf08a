import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { splitDestinationName } from '#lib/routing/destination-name';

export interface Hold {
  /** `org.service` */
  destination: string;
  /** Who pauses it. */
  principal: string;
  reason: string;
}

/**
 * Pauses a destination: reports are routed to it as before and their files wait, none is sent. One that is paused keeps its
 * reason. Answers whether it was this call that paused it.
 */
export async function holdDestination(context: Context, tx: Queryable, hold: Hold): Promise<boolean> {
  const { destination, principal, reason } = hold;
  const { rowCount } = await tx.execute(sql`
    insert into destination_states as s (destination, paused_since, paused_by, pause_reason)
    values (${destination}, coalesce(${context.at?.toISOString() ?? null}::timestamptz, now()), ${principal}, ${reason})
    on conflict (destination) do update set paused_since = excluded.paused_since, paused_by = excluded.paused_by,
      pause_reason = excluded.pause_reason where s.paused_since is null`);
  if (rowCount === 0) return false;
  await recordEvent(context, tx, {
    action: 'receiver.pause',
    principal,
    organization: splitDestinationName(destination).organization,
    entity: 'receiver',
    entityId: destination,
    detail: { reason },
  });
  return true;
}
