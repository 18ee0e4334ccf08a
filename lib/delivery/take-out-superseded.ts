import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import type { Context } from '#lib/context';
import { clockOf } from '#lib/delivery/move-file';
import { moveRoutings, type SubmissionRow } from '#lib/delivery/move-routings';
import { planFile } from '#lib/delivery/plan-delivery';
import { newUuid } from '#lib/ids';

type Replaced = {
  submissionId: number;
  itemIndex: number;
  destination: string;
  fileType: 'HL7' | 'FHIR' | 'TEXT' | 'PDF';
  now: string;
};

/**
 * Takes the items that newer versions replaced out of a locked file which goes on with its others: each becomes a file of
 * its own that is superseded, with the attempts that the file had made with it. False when there was none to be had, or
 * none would be left.
 */
export async function takeOutSuperseded(
  context: Context,
  tx: Queryable,
  id: number,
  submissions: readonly SubmissionRow[],
): Promise<boolean> {
  const now = clockOf(context);
  const { rows: items } = await tx.execute<Replaced>(sql`
    select i.submission_id as "submissionId", i.item_index as "itemIndex", d.destination, d.file_type as "fileType", ${now} as now
    from delivery_items i join deliveries d on d.id = i.delivery_id
    where d.id = ${id} and i.superseded_by is not null
      and exists (select 1 from delivery_items o where o.delivery_id = d.id and o.superseded_by is null)
    for update of i skip locked`);
  const [first] = items;
  if (!first) return false;
  const files = items.map(({ submissionId, itemIndex, destination, fileType, now: at }) => {
    const reportId = newUuid();
    return { submissionId, itemIndex, reportId, ...planFile(destination, fileType, reportId, new Date(at)) };
  });
  const told = sql`jsonb_to_recordset(${JSON.stringify(files)}::jsonb)
    as t("submissionId" bigint, "itemIndex" int, "reportId" uuid, "fileName" text, "expiresAt" timestamptz)`;
  const { rows: made } = await tx.execute<{ id: number }>(sql`
    with made as (
      insert into deliveries (report_id, destination, organization, state, withdrawal, item_count, attempts, next_attempt_at,
        offered_at, file_type, file_name, created_at, closed_at, expires_at)
      select t."reportId", d.destination, d.organization, 'superseded', d.withdrawal, 1, d.attempts, d.next_attempt_at,
        d.offered_at, d.file_type, t."fileName", d.created_at, ${now}, t."expiresAt"
      from deliveries d, ${told} where d.id = ${id}
      returning id, report_id
    ),
    moved as (
      update delivery_items i set delivery_id = made.id from ${told} join made on made.report_id = t."reportId"
      where i.delivery_id = ${id} and i.submission_id = t."submissionId" and i.item_index = t."itemIndex"
    ),
    tried as (
      insert into delivery_attempts (delivery_id, attempt, started_at, finished_at, outcome, detail, address, reply_status)
      select made.id, a.attempt, a.started_at, a.finished_at, a.outcome, a.detail, a.address, a.reply_status
      from delivery_attempts a, made where a.delivery_id = ${id}
    ),
    thinned as (
      update deliveries set item_count = item_count - (select count(*) from made), has_superseded = (
        select count(*) from delivery_items where delivery_id = ${id} and superseded_by is not null) > (select count(*) from made)
      where id = ${id}
    )
    select id from made`);
  const at = context.at?.toISOString() ?? null;
  const ids = made.map((file) => file.id);
  await moveRoutings(tx, ids, submissions, { destination: first.destination, to: 'superseded', at });
  return true;
}
