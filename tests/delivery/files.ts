import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { ClaimedDelivery } from '#lib/delivery/claim-deliveries';
import { settleDelivery, type Settlement } from '#lib/delivery/settle-delivery';
import type { Workshop } from '../support/open-workshop.ts';

/** A file of one report as its rows tell it. */
export interface FileRow {
  id: number;
  destination: string;
  appointmentId: string;
  version: number;
  state: string;
  attempts: number;
  leaseToken: number;
  supersededBy: string | null;
  lastError: string | null;
  closedAt: string | null;
}

/** Every file of the database, or those to one destination, oldest first. */
export async function filesOf(db: Queryable, destination: string | null = null): Promise<FileRow[]> {
  const { rows } = await db.execute<FileRow & Record<string, unknown>>(sql`
    select d.id, d.destination, split_part(i.order_key, '/', 2) as "appointmentId", i.version, d.state, d.attempts,
      d.lease_token as "leaseToken", case when d.has_superseded or d.state = 'superseded' then i.superseded_by end as "supersededBy",
      d.last_error as "lastError", d.closed_at as "closedAt"
    from deliveries d join delivery_items i on i.delivery_id = d.id
    where ${destination}::text is null or d.destination = ${destination} order by d.id`);
  return rows;
}

/** Settles a claim as a worker would whose transport answered `result`. */
export function settle(
  { context }: Pick<Workshop, 'context'>,
  claim: ClaimedDelivery,
  result: Settlement['result'],
  options: { at?: Date; schedule?: string[] } = {},
): Promise<boolean> {
  const schedule = options.schedule ?? ['5s', '5m'];
  return settleDelivery(context(options.at), claim, { result, seconds: 0, schedule, spread: 0 });
}

/** Everything the database holds about files and what became of them, as one text to compare. */
export async function dumpDeliveries(db: Queryable): Promise<string> {
  const { rows } = await db.execute<{ dump: string }>(sql`select concat(
    (select string_agg(d::text, chr(10) order by id) from deliveries d),
    (select string_agg(a::text, chr(10) order by delivery_id, attempt) from delivery_attempts a),
    (select string_agg(r::text, chr(10) order by submission_id, destination, item_index) from routings r),
    (select string_agg(s::text, chr(10) order by id) from submissions s)) as dump`);
  return rows[0]?.dump ?? '';
}

export const DELIVERED = { outcome: 'delivered' } as const;
export const retry = (detail: string) => ({ outcome: 'retry', detail }) as const;
export const refused = (detail: string) => ({ outcome: 'failed', detail }) as const;
