import { sql } from 'drizzle-orm';
import { recordEvent } from '#lib/audit/record-event';
import { isOpen } from '#lib/appointments/window';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { Actor } from '#lib/identity/actor';
import { findSubmission } from '#lib/submissions/find-submission';
import type { UnmatchedDetail } from '#lib/intake/items-contract';
import { presentUnmatched, type UnmatchedRow } from '#lib/intake/present-items';

type DetailRow = UnmatchedRow & { reportText: string; fillerNumber: string | null };

const MOST_CANDIDATES = 20;

/**
 * An item that is filed with no appointment, with its text and the pending appointments it may belong to. Reading it is
 * audited. Throws as `findSubmission`, and `not_found` for an item that is not, or no longer, on the list.
 */
export async function getUnmatched(
  context: Context,
  actor: Actor,
  input: { id: string; index: number },
): Promise<UnmatchedDetail> {
  const { id, organization } = await findSubmission(context, actor, input.id);
  const { rows } = await context.db.execute<DetailRow>(sql`
    select u.submission_id as "submissionId", u.item_index as "itemIndex", i.tracking_id as "trackingId", s.organization,
      s.sender,
      u.received_at as "receivedAt", u.reason, r.result_status as "resultStatus", r.snapshot as exam,
      r.report_text as "reportText"
    from unmatched_items u join submissions s on s.id = u.submission_id
    join submission_items i on i.submission_id = u.submission_id and i.item_index = u.item_index
    join item_reports r on r.submission_id = u.submission_id and r.item_index = u.item_index
    where u.submission_id = ${id} and u.item_index = ${input.index} and u.closed_at is null`);
  const [row] = rows;
  if (!row) throw new DomainError('not_found', `Item ${input.index} of ${input.id} is not on the unmatched list.`);
  await recordEvent(context, context.db, {
    action: 'item.read',
    principal: actor.principal,
    organization,
    entity: 'submission',
    entityId: String(id),
    detail: { item: input.index },
  });
  return {
    ...presentUnmatched(row),
    reportText: row.reportText,
    candidates: await candidatesFor(context, organization, row.exam),
  };
}

async function candidatesFor(
  { db, at }: Context,
  domain: string,
  { accessionNumber, patientId }: Record<string, string | null>,
): Promise<UnmatchedDetail['candidates']> {
  const now = sql`coalesce(${at?.toISOString() ?? null}::timestamptz, now())`;
  const { rows } = await db.execute<UnmatchedDetail['candidates'][number]>(sql`
    select a.appointment_id as "appointmentId", a.patient_id as "patientId", a.patient_name as "patientName",
      a.patient_date_of_birth as "patientDateOfBirth", a.patient_sex as "patientSex",
      a.accession_number as "accessionNumber", a.study_description as "studyDescription",
      a.current_report_status as "currentReportStatus"
    from appointments a join organizations o on o.name = a.domain
    where a.domain = ${domain} and (a.accession_number = ${accessionNumber ?? null} or a.patient_id = ${patientId ?? null})
      and ${isOpen(now)}
    order by a.accession_number = ${accessionNumber ?? null} desc nulls last, a.due_at limit ${MOST_CANDIDATES}`);
  return rows;
}
