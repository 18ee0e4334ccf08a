import { sql, type SQL } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { ResendCandidate } from '#lib/resends/judge-resend';

/** An item at a destination, with the file that carried it last. */
export interface Resendable extends ResendCandidate {
  itemIndex: number;
  orderKey: string;
  version: number;
  reportGuid: string;
  /** Null: no file has carried it there. */
  file: { id: string; fileName: string; fileType: string } | null;
}

/** SQL: the newest version of the order `key` that `destination` has or is about to get, if it is newer than `version`. */
export const newerThan = (key: SQL, destination: SQL, version: SQL): SQL => sql`(
  select json_build_object('version', o.version, 'id', o.submission_id::text) from routings o
  where o.order_key = ${key} and o.destination = ${destination} and o.version > ${version}
    and o.state in ('waiting', 'retrying', 'delivered') order by o.version desc limit 1)`;

/** SQL: the order of item `i` of submission `s` was withdrawn after `version`; its appointment is `a`. */
export const isWithdrawnAfter = (key: SQL, version: SQL): SQL => sql`(
  coalesce(a.current_report_status = 'withdrawn' and a.current_version > ${version}, false)
  or exists (select 1 from order_heads h where h.order_key = ${key} and h.result_status = 'X' and h.version > ${version}))`;

/** What a submission's items became at destinations (null: at all), in item order. */
export async function findResendable(
  tx: Queryable,
  id: number,
  names: readonly string[] | null,
): Promise<Resendable[]> {
  const { rows } = await tx.execute<Resendable & Record<string, unknown>>(sql`
    select r.item_index as "itemIndex", r.destination, r.state, r.order_key as "orderKey", r.version,
      coalesce(i.report_guid, s.report_id) as "reportGuid",
      ${newerThan(sql`r.order_key`, sql`r.destination`, sql`r.version`)} as newer,
      ${isWithdrawnAfter(sql`r.order_key`, sql`r.version`)} as "isWithdrawn",
      coalesce(f.withdrawal, false) as withdrawal, coalesce(f.is_open, false) as "isOpen", f.file
    from routings r join submissions s on s.id = r.submission_id
    join submission_items i on i.submission_id = r.submission_id and i.item_index = r.item_index
    left join appointments a on a.id = coalesce(i.appointment_key, s.appointment_key)
    left join lateral (
      select d.withdrawal, d.state in ('queued', 'sending', 'retrying', 'ready') as is_open,
        case when d.item_count = 1 then json_build_object('id', coalesce(d.resend_of, d.report_id),
          'fileName', d.file_name, 'fileType', d.file_type) end as file
      from delivery_items x join deliveries d on d.id = x.delivery_id
      where x.submission_id = r.submission_id and x.item_index = r.item_index and d.destination = r.destination
      order by d.id desc limit 1) f on true
    where r.submission_id = ${id} and (${sql.param(names)}::text[] is null or r.destination = any (${sql.param(names)}::text[]))
    order by r.destination, r.item_index`);
  return rows;
}
