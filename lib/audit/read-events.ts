import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { EventLine } from '#lib/audit/chain';

/** Audit events with `from` ≤ transaction id < `to`, in sealing order, each as the one line that its block's hash covers. */
export async function readEvents(on: Queryable, from: string, to: string): Promise<EventLine[]> {
  const { rows } = await on.execute<{ id: number; line: string }>(sql`
    select id, json_build_array(id, extract(epoch from at), principal, action, organization, entity, entity_id, detail,
      correlation_id)::text as line
    from audit_events where transaction_id >= ${from}::xid8 and transaction_id < ${to}::xid8
    order by transaction_id, id`);
  return rows;
}
