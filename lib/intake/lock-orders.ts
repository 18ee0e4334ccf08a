import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { ClaimedIntake } from '#lib/intake/claim-intake';
import type { IntakeItem } from '#lib/intake/intake-item';

/** The newest report of an order outside any appointment. */
export interface OrderHead {
  /** Counts the reports that were not filed. */
  version: number;
  /** Of the newest report, filed or not. */
  resultStatus: 'P' | 'F' | 'C' | 'X' | null;
  reportGuid: string | null;
  /** The appointment's order that a report of it was filed in last. */
  filedIn: string | null;
}

export type Orders = Map<string, OrderHead>;

/** The order of an item outside any appointment: its sender and its order number (contract §7); null without a number. */
export function orderKeyOf({ organization, sender }: ClaimedIntake, item: IntakeItem): string | null {
  const number = item.fillerNumber ?? item.placerNumber;
  return number === null ? null : `${organization}.${sender}/${number}`;
}

/** Locks the orders of these items, in one order for every worker, and tells their newest reports. */
export async function lockOrders(tx: Queryable, claim: ClaimedIntake, items: readonly IntakeItem[]): Promise<Orders> {
  const keys = [...new Set(items.flatMap((item) => orderKeyOf(claim, item) ?? []))].toSorted();
  await tx.execute(sql`insert into order_heads (order_key, version)
    select key, 0 from unnest(${sql.param(keys)}::text[]) key order by key on conflict do nothing`);
  const { rows } = await tx.execute<OrderHead & { orderKey: string } & Record<string, unknown>>(sql`
    select order_key as "orderKey", version, result_status as "resultStatus", report_guid as "reportGuid",
      filed_in as "filedIn"
    from order_heads where order_key = any (${sql.param(keys)}::text[]) order by order_key for update`);
  return new Map(rows.map(({ orderKey, ...head }) => [orderKey, head]));
}
