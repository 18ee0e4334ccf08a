import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { decodeCursor, encodeCursor } from '#lib/cursor';
import type { ListDeliveriesQuery, ListedDelivery } from '#lib/delivery/contract';
import { presentDelivery, type DeliveryListRow } from '#lib/delivery/present';
import type { AuthorizedDomain } from '#lib/identity/actor';

export interface DeliveryPage {
  items: ListedDelivery[];
  nextCursor: string | null;
}

/**
 * Files made for the receivers of an organization (contract §7), newest first unless told. A file still held for its
 * signer is not shown yet. Throws `bad_request` on a cursor of another list.
 */
export async function listDeliveries(
  context: Context,
  organization: AuthorizedDomain,
  query: ListDeliveriesQuery,
): Promise<DeliveryPage> {
  const { cursor, pageSize, ...filters } = query;
  const list = `deliveries:${organization}:${JSON.stringify(filters)}`;
  const conditions = narrow(organization, query);
  if (cursor !== undefined) {
    const [createdAt, id] = decodeCursor(list, cursor);
    const side = sql.raw(query.sortdir === 'asc' ? '>' : '<');
    conditions.push(sql`(created_at, id) ${side} (${createdAt}::timestamptz, ${id}::bigint)`);
  }
  const direction = sql.raw(query.sortdir);
  const { rows } = await context.db.execute<DeliveryListRow>(sql`
    select id, report_id, destination, file_name, file_type, item_count, next_attempt_at, created_at, expires_at, state
    from deliveries where ${sql.join(conditions, sql` and `)}
    order by created_at ${direction}, id ${direction} limit ${pageSize + 1}`);
  const items = rows.slice(0, pageSize);
  const last = items.at(-1);
  const nextCursor = last && rows.length > pageSize ? encodeCursor(list, [last.created_at, last.id]) : null;
  return { items: items.map(presentDelivery), nextCursor };
}

function narrow(organization: AuthorizedDomain, query: ListDeliveriesQuery): SQL[] {
  const conditions = [sql`organization = ${organization}`, sql`(attempts > 0 or next_attempt_at <= now())`];
  if (query.since) conditions.push(sql`created_at >= ${query.since}::timestamptz`);
  if (query.until) conditions.push(sql`created_at <= ${query.until}::timestamptz`);
  if (query.receiver) {
    const name = query.receiver.includes('.') ? query.receiver : `${organization}.${query.receiver}`;
    conditions.push(sql`destination = ${name}`);
  }
  return conditions;
}
