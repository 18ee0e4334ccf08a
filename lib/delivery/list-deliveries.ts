import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { decodeCursor, encodeCursor } from '#lib/cursor';
import type { ListDeliveriesQuery, ListedDelivery } from '#lib/delivery/contract';
import { presentDelivery, type DeliveryListRow } from '#lib/delivery/present';
import { isHandedOut } from '#lib/delivery/withhold-files';
import type { AuthorizedDomain } from '#lib/identity/actor';
import { loadSnapshot } from '#lib/settings/load-snapshot';

export interface DeliveryPage {
  items: ListedDelivery[];
  nextCursor: string | null;
}

/**
 * Files made for the receivers of an organization (contract §7), newest first unless told: by the instant at which each
 * was first offered, which never changes, so whoever polls misses none that was held longer than a later one. A file
 * still held for its signer, or withheld from its receiver, is not shown. Throws `bad_request` on a cursor of another list.
 */
export async function listDeliveries(
  context: Context,
  organization: AuthorizedDomain,
  query: ListDeliveriesQuery,
): Promise<DeliveryPage> {
  const { cursor, pageSize, ...filters } = query;
  const list = `deliveries:${organization}:${JSON.stringify(filters)}`;
  const conditions = [...narrow(context, organization, query), isHandedOut(await loadSnapshot(context.db))];
  const direction = sql.raw(query.sortdir);
  if (cursor !== undefined) {
    const [offeredAt, id] = decodeCursor(list, cursor);
    const side = sql.raw(query.sortdir === 'asc' ? '>' : '<');
    conditions.push(sql`(offered_at, id) ${side} (${offeredAt}::timestamptz, ${id}::bigint)`);
  }
  const { rows } = await context.db.execute<DeliveryListRow>(sql`
    select d.*, report.result_status, report.version
    from (select id, report_id, destination, file_name, file_type, item_count, offered_at, expires_at, state
      from deliveries d where ${sql.join(conditions, sql` and `)}
      order by offered_at ${direction}, id ${direction} limit ${pageSize + 1}) d
    left join lateral (${REPORT_OF_FILE}) report on d.item_count = 1
    order by d.offered_at ${direction}, d.id ${direction}`);
  const items = rows.slice(0, pageSize);
  const last = items.at(-1);
  const nextCursor = last && rows.length > pageSize ? encodeCursor(list, [last.offered_at, last.id]) : null;
  return { items: items.map(presentDelivery), nextCursor };
}

/** The report in file `d`, if it holds one only. */
const REPORT_OF_FILE = sql`select v.result_status, v.version from delivery_items
  join submission_items i using (submission_id, item_index) join report_versions v on v.report_guid = i.report_guid
  where delivery_id = d.id limit 1`;

function narrow({ at }: Context, organization: AuthorizedDomain, query: ListDeliveriesQuery): SQL[] {
  const conditions = [
    sql`organization = ${organization}`,
    sql`not gathers`,
    sql`offered_at <= coalesce(${at?.toISOString() ?? null}::timestamptz, now())`,
  ];
  if (query.since) conditions.push(sql`offered_at >= ${query.since}::timestamptz`);
  // The wire tells milliseconds: the last one counts whole.
  if (query.until) conditions.push(sql`offered_at < ${query.until}::timestamptz + interval '1 millisecond'`);
  if (query.receiver) {
    const name = query.receiver.includes('.') ? query.receiver : `${organization}.${query.receiver}`;
    conditions.push(sql`destination = ${name}`);
  }
  return conditions;
}
