import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { DomainError } from '#lib/errors';

/** An open item of the unmatched list with what it says. */
export interface LockedItem {
  submissionId: number;
  itemIndex: number;
  reportGuid: string;
  resultStatus: 'P' | 'F' | 'C' | 'X';
  reportText: string;
  clinicianName: string | null;
  clinicianProviderNumber: string | null;
  reportedAtUtc: string | null;
}

/** Locks it until the transaction ends. Throws `not_found` when it is not, or no longer, on the list. */
export async function lockUnmatched(tx: Queryable, submissionId: number, itemIndex: number): Promise<LockedItem> {
  const { rows } = await tx.execute<LockedItem & Record<string, unknown>>(sql`
    select u.submission_id as "submissionId", u.item_index as "itemIndex", i.report_guid as "reportGuid",
      r.result_status as "resultStatus", r.report_text as "reportText", r.clinician_name as "clinicianName",
      r.clinician_provider_number as "clinicianProviderNumber", r.reported_at_utc as "reportedAtUtc"
    from unmatched_items u
    join submission_items i on i.submission_id = u.submission_id and i.item_index = u.item_index
    join item_reports r on r.submission_id = u.submission_id and r.item_index = u.item_index
    where u.submission_id = ${submissionId} and u.item_index = ${itemIndex} and u.closed_at is null
    for update of u`);
  if (!rows[0]) throw new DomainError('not_found', `Item ${itemIndex} is not on the unmatched list any more.`);
  return rows[0];
}
