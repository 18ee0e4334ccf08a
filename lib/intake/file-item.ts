import { sql } from 'drizzle-orm';
import { transaction, type Queryable } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { UserActor } from '#lib/identity/actor';
import { authorizeDomain } from '#lib/identity/authorize-domain';
import { findSubmission } from '#lib/submissions/find-submission';
import { joinOrders } from '#lib/intake/join-orders';
import { lockUnmatched, type LockedItem } from '#lib/intake/lock-unmatched';
import { STATUSES } from '#lib/intake/route-intake-item';
import { fileReport } from '#lib/reports/file-report';

export interface FileItemInput {
  id: string;
  index: number;
  appointmentId: string;
  reason: string;
}

export interface FiledItem {
  appointmentId: string;
  version: number;
  reportGuid: string;
}

/**
 * Files an item of the unmatched list with an appointment, because a person says that it belongs there: it becomes the next
 * version of that appointment's report under the rules of every submission, and what it sent stands in that appointment's
 * order from now on. Nothing is sent again. Throws `not_found` (no such item on the list), `conflict` with the reason why
 * the appointment does not take it.
 */
export async function fileItem(context: Context, actor: UserActor, input: FileItemInput): Promise<FiledItem> {
  const { id, organization } = await findSubmission(context, actor, input.id);
  const domain = authorizeDomain(actor, organization, 'submissions:write');
  return transaction(context.db, async (tx) => {
    const item = await lockUnmatched(tx, id, input.index);
    const own = await lockOwnOrder(tx, item);
    const filing = await fileReport(context, tx, {
      domain,
      appointmentId: input.appointmentId,
      reportGuid: item.reportGuid,
      principal: actor.principal,
      reportStatus: STATUSES[item.resultStatus],
      content: {
        reportText: item.reportText,
        reportFormat: 'text/plain',
        clinicianName: item.clinicianName,
        clinicianProviderNumber: item.clinicianProviderNumber,
        clinicianEmail: null,
      },
      reportedAtUtc: item.reportedAtUtc,
      reason: input.reason,
    });
    if (filing.kind === 'refused') {
      throw new DomainError('conflict', `The item was not filed with ${input.appointmentId}: ${filing.reason}`);
    }
    const { record, appointmentKey } = filing;
    const orderKey = `${domain}/${record.appointmentId}`;
    if (own) {
      await joinOrders(tx, [{ from: own.orderKey, to: orderKey, upTo: own.version - 1, openOnly: false }]);
      await tx.execute(sql`update order_heads set filed_in = ${orderKey} where order_key = ${own.orderKey}`);
    }
    await moveToAppointment(tx, item, appointmentKey, orderKey, record.version);
    await tx.execute(sql`update unmatched_items set closed_at = now(), closed_by = ${actor.principal},
        closed_reason = ${input.reason}, appointment_key = ${appointmentKey}
      where submission_id = ${id} and item_index = ${input.index}`);
    await recordEvent(context, tx, {
      action: 'item.file',
      principal: actor.principal,
      organization: domain,
      entity: 'report',
      entityId: record.reportGuid,
      detail: { submissionId: id, item: input.index, version: record.version, reason: input.reason },
    });
    return { appointmentId: record.appointmentId, version: record.version, reportGuid: record.reportGuid };
  });
}

/** The item's order outside any appointment, and its place there; locked before the appointment is, as by workers. */
async function lockOwnOrder(
  tx: Queryable,
  { submissionId, itemIndex }: LockedItem,
): Promise<{ orderKey: string; version: number } | null> {
  const { rows } = await tx.execute<{ orderKey: string; version: number }>(sql`
    select o.order_key as "orderKey", r.version from order_heads o
    join (select order_key, version from routings where submission_id = ${submissionId} and item_index = ${itemIndex}
      limit 1) r on r.order_key = o.order_key
    for update of o`);
  return rows[0] ?? null;
}

/** What was sent of the item now stands in the appointment's order, so that later versions supersede it. */
async function moveToAppointment(
  tx: Queryable,
  { submissionId, itemIndex }: LockedItem,
  appointmentKey: number,
  orderKey: string,
  version: number,
): Promise<void> {
  const ofItem = sql`submission_id = ${submissionId} and item_index = ${itemIndex}`;
  await tx.execute(sql`update submissions set revision = revision + 1,
      appointment_key = case when report_item_count = 1 then ${appointmentKey}::bigint else appointment_key end,
      version = case when report_item_count = 1 then ${version}::int else version end
    where id = ${submissionId}`);
  await tx.execute(
    sql`update submission_items set appointment_key = ${appointmentKey}, version = ${version} where ${ofItem}`,
  );
  await tx.execute(sql`update delivery_items set order_key = ${orderKey}, version = ${version} where ${ofItem}`);
  await tx.execute(sql`update routings set order_key = ${orderKey}, version = ${version} where ${ofItem}`);
}
