import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { Context } from '#lib/context';
import { clockOf } from '#lib/delivery/move-file';
import { lockSubmissions, moveRoutings } from '#lib/delivery/move-routings';
import { planFile } from '#lib/delivery/plan-delivery';
import { newUuid } from '#lib/ids';
import { messageIdOf } from '#lib/payloads/message-id';

/** An item of a file that is to be split. */
export interface FileItem {
  reportGuid: string | null;
  /** What its message is known by at the destination. */
  messageId: string | null;
  /** By a newer version. */
  isReplaced: boolean;
}

/** What an item becomes that leaves its file; `error`: why it was refused. */
export type Parting = { state: 'sent' | 'superseded' } | { state: 'failed'; error: string };

type ItemRow = FileItem & {
  submissionId: number;
  itemIndex: number;
  destination: string;
  fileType: 'HL7' | 'FHIR' | 'TEXT' | 'PDF';
  now: string;
};

const FATES = { sent: 'delivered', superseded: 'superseded', failed: 'failed' } as const;

/**
 * Takes items out of a locked file which goes on with its others: each becomes a file of its own that has come to its end,
 * with the attempts that were made with it. False, and nothing changes, when none leaves or none would be left. Items that
 * somebody else holds stay; who must have all of them locks them before the file.
 */
export async function splitFile(
  context: Context,
  tx: Queryable,
  id: number,
  part: (item: FileItem) => Parting | null,
): Promise<boolean> {
  const items = await lockItems(context, tx, id);
  const leaving = items.flatMap((item) => {
    const parting = part(item);
    return parting ? [{ ...item, parting }] : [];
  });
  const [first] = leaving;
  if (!first || leaving.length === items.length) return false;
  const files = leaving.map(({ submissionId, itemIndex, destination, fileType, now, parting }) => {
    const reportId = newUuid();
    const error = parting.state === 'failed' ? parting.error : null;
    const { fileName, expiresAt } = planFile(destination, fileType, reportId, new Date(now));
    return { submissionId, itemIndex, reportId, fileName, expiresAt, state: parting.state, error };
  });
  const made = await makeFiles(context, tx, id, files);
  const at = context.at?.toISOString() ?? null;
  for (const [state, to] of Object.entries(FATES)) {
    const ids = made.filter((file) => file.state === state).map((file) => file.id);
    if (ids.length === 0) continue;
    // Read again each time: the counts of a submission change with each.
    await moveRoutings(tx, ids, await lockSubmissions(tx, ids), { destination: first.destination, to, at });
  }
  return true;
}

async function lockItems(context: Context, tx: Queryable, id: number): Promise<ItemRow[]> {
  const { rows } = await tx.execute<Omit<ItemRow, 'messageId'>>(sql`
    select i.submission_id as "submissionId", i.item_index as "itemIndex", d.destination, d.file_type as "fileType",
      s.report_guid as "reportGuid", i.superseded_by is not null as "isReplaced", ${clockOf(context)} as now
    from delivery_items i join deliveries d on d.id = i.delivery_id
    join submission_items s on s.submission_id = i.submission_id and s.item_index = i.item_index
    where d.id = ${id} order by i.submission_id, i.item_index for update of i skip locked`);
  return rows.map((row) => ({
    ...row,
    messageId: row.reportGuid && messageIdOf(row.destination, row.reportGuid),
  }));
}

interface PartedFile {
  submissionId: number;
  itemIndex: number;
  reportId: string;
  fileName: string;
  expiresAt: Date;
  state: Parting['state'];
  error: string | null;
}

/** What was sent is kept with those that reached their destination or were refused there, not with what never will. */
async function makeFiles(
  context: Context,
  tx: Queryable,
  id: number,
  files: readonly PartedFile[],
): Promise<{ id: number; state: Parting['state'] }[]> {
  const now = clockOf(context);
  const told = sql`jsonb_to_recordset(${JSON.stringify(files)}::jsonb) as t("submissionId" bigint, "itemIndex" int,
    "reportId" uuid, "fileName" text, "expiresAt" timestamptz, state text, error text)`;
  const { rows } = await tx.execute<{ id: number; state: Parting['state'] }>(sql`
    with made as (
      insert into deliveries (report_id, destination, organization, state, withdrawal, item_count, attempts, schedule_used,
        next_attempt_at, offered_at, last_error, file_type, file_name, created_at, closed_at, expires_at)
      select t."reportId", d.destination, d.organization, t.state, d.withdrawal, 1, d.attempts, d.schedule_used,
        d.next_attempt_at, d.offered_at, t.error, d.file_type, t."fileName", d.created_at, ${now}, t."expiresAt"
      from deliveries d, ${told} where d.id = ${id}
      returning id, report_id, state, attempts, last_error
    ),
    moved as (
      update delivery_items i set delivery_id = made.id from ${told} join made on made.report_id = t."reportId"
      where i.delivery_id = ${id} and i.submission_id = t."submissionId" and i.item_index = t."itemIndex"
    ),
    kept as (
      insert into delivery_contents (delivery_id, sha256, sealed, byte_count, kept_at)
      select made.id, c.sha256, c.sealed, c.byte_count, c.kept_at from delivery_contents c, made
      where c.delivery_id = ${id} and made.state <> 'superseded'
    ),
    tried as (
      insert into delivery_attempts (delivery_id, attempt, started_at, finished_at, outcome, detail, address, reply_status,
        content_sha256, reply_sha256)
      select made.id, a.attempt, a.started_at, a.finished_at,
        case when last then case made.state when 'sent' then 'delivered' else 'failed' end else a.outcome end,
        case when last then made.last_error else a.detail end, a.address, a.reply_status,
        case when made.state <> 'superseded' then a.content_sha256 end,
        case when made.state <> 'superseded' then a.reply_sha256 end
      from delivery_attempts a cross join made
      cross join lateral (select a.attempt = made.attempts and made.state <> 'superseded' as last) l
      where a.delivery_id = ${id}
    ),
    thinned as (
      update deliveries set item_count = item_count - (select count(*) from made), has_superseded = exists (
        select 1 from delivery_items i where i.delivery_id = ${id} and i.superseded_by is not null
          and not exists (select 1 from ${told} where t."submissionId" = i.submission_id and t."itemIndex" = i.item_index))
      where id = ${id}
    )
    select id, state from made`);
  return rows;
}
