import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { decodeCursor, encodeCursor } from '#lib/cursor';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { UnmatchedItem } from '#lib/intake/items-contract';
import { presentUnmatched, type UnmatchedRow } from '#lib/intake/present-items';

/** Items of an organization that are filed with no appointment, newest first, by keyset. */
export async function listUnmatched(
  context: Context,
  organization: AuthorizedDomain,
  query: { pageSize: number; cursor?: string | undefined },
): Promise<{ items: UnmatchedItem[]; nextCursor: string | null }> {
  const list = `unmatched:${organization}`;
  const position = query.cursor === undefined ? null : decodeCursor(list, query.cursor);
  const beyond = position
    ? sql`(u.received_at, u.submission_id, u.item_index)
        < (${position[0]}::timestamptz, ${position[1]}::bigint, ${position[2]}::int)`
    : sql`true`;
  const { rows } = await context.db.execute<UnmatchedRow>(sql`
    select u.submission_id as "submissionId", u.item_index as "itemIndex", i.tracking_id as "trackingId", s.organization,
      s.sender,
      u.received_at as "receivedAt", u.reason, r.result_status as "resultStatus", r.snapshot as exam
    from (select * from unmatched_items u where u.organization = ${organization} and u.closed_at is null and ${beyond}
      order by u.received_at desc, u.submission_id desc, u.item_index desc limit ${query.pageSize + 1}) u
    join submissions s on s.id = u.submission_id
    join submission_items i on i.submission_id = u.submission_id and i.item_index = u.item_index
    join item_reports r on r.submission_id = u.submission_id and r.item_index = u.item_index
    order by u.received_at desc, u.submission_id desc, u.item_index desc`);
  const items = rows.slice(0, query.pageSize);
  const last = items.at(-1);
  const nextCursor =
    last && rows.length > query.pageSize
      ? encodeCursor(list, [last.receivedAt, last.submissionId, last.itemIndex])
      : null;
  return { items: items.map(presentUnmatched), nextCursor };
}
