import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { decodeCursor, encodeCursor } from '#lib/cursor';
import type { Actor } from '#lib/identity/actor';
import { findSubmission } from '#lib/submissions/find-submission';
import type { ListItemsQuery, SubmissionItem } from '#lib/intake/items-contract';
import { presentItem, type ItemRow } from '#lib/intake/present-items';

/** One page, and the cursor of the next when there is one. */
export interface ItemPage {
  items: SubmissionItem[];
  nextCursor: string | null;
}

/** Which items: those that cannot be used, those filed with no appointment, or all. */
const STATES = {
  all: sql`true`,
  errors: sql`exists (select 1 from submission_messages m where m.submission_id = p.submission_id
    and m.item_index = p.item_index and m.level = 'error')`,
  unmatched: sql`exists (select 1 from unmatched_items u where u.submission_id = p.submission_id
    and u.item_index = p.item_index and u.closed_at is null)`,
};

/**
 * The items of a submission in the payload's order, each with what became of it; those that no worker has read yet are told as
 * received. Throws as `getSubmission`, and `bad_request` on a cursor of another list.
 */
export async function listItems(context: Context, actor: Actor, id: string, query: ListItemsQuery): Promise<ItemPage> {
  const { id: submissionId, source } = await findSubmission(context, actor, id);
  const list = `items:${submissionId}:${query.state}`;
  const [after = 0] = query.cursor === undefined ? [query.from - 1] : decodeCursor(list, query.cursor);
  // A report of the portal's or a partner's has no payload: it is its only item.
  const from = source === 'reportstream' ? sql`item_payloads` : sql`submission_items`;
  const { rows } = await context.db.execute<ItemRow>(sql`
    select p.item_index as "itemIndex", i.tracking_id as "trackingId", i.report_guid as "reportGuid",
      i.fields ->> 'accession_number' as "accessionNumber", a.appointment_id as "appointmentId",
      coalesce(i.version, s.version) as version, u.item_index is not null as unmatched,
      (select json_agg(json_build_object('level', m.level, 'message', m.message) order by m.id)
        from submission_messages m where m.submission_id = p.submission_id and m.item_index = p.item_index) as messages,
      (select json_agg(json_build_object('destination', r.destination, 'status', r.state) order by r.destination)
        from routings r where r.submission_id = p.submission_id and r.item_index = p.item_index
          and r.state <> 'outside') as destinations
    from (select p.submission_id, p.item_index from ${from} p where p.submission_id = ${submissionId}
        and p.item_index > ${after} and ${STATES[query.state]} order by p.item_index limit ${query.pageSize + 1}) p
    join submissions s on s.id = p.submission_id
    left join submission_items i on i.submission_id = p.submission_id and i.item_index = p.item_index
    left join appointments a on a.id = coalesce(i.appointment_key, s.appointment_key)
    left join unmatched_items u on u.submission_id = p.submission_id and u.item_index = p.item_index
      and u.closed_at is null
    order by p.item_index`);
  const items = rows.slice(0, query.pageSize);
  const last = items.at(-1);
  const nextCursor = last && rows.length > query.pageSize ? encodeCursor(list, [last.itemIndex]) : null;
  return { items: items.map(presentItem), nextCursor };
}
