import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { decodeCursor, encodeCursor } from '#lib/cursor';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { ListedSubmission, ListSubmissionsQuery } from '#lib/submissions/contract';
import { pageSubmissions } from '#lib/submissions/page-submissions';
import { LISTED_COLUMNS, presentListed, type ListRow } from '#lib/submissions/present-listed';

/** One page, and the cursor of the next when there is one. */
export interface SubmissionPage {
  items: ListedSubmission[];
  nextCursor: string | null;
}

/**
 * Submissions of an organization, failures too, by keyset on receipt (contract §6). Status and destinations are stored
 * with the submission, so a page costs one index walk. Throws `bad_request` on a cursor of another list.
 */
export async function listSubmissions(
  context: Context,
  organization: AuthorizedDomain,
  query: ListSubmissionsQuery,
): Promise<SubmissionPage> {
  const { cursor, pageSize, ...filters } = query;
  const list = `submissions:${organization}:${JSON.stringify(filters)}`;
  const direction = sql.raw(query.sortdir);
  const page = pageSubmissions(organization, filters, {
    columns: sql`s.*`,
    direction: query.sortdir,
    after: cursor === undefined ? null : decodeCursor(list, cursor),
    limit: pageSize + 1,
  });
  const { rows } = await context.db.execute<ListRow>(sql`
    select ${LISTED_COLUMNS}
    from (${page}) s
    left join appointments a on a.id = s.appointment_key
    left join report_versions v on v.appointment_key = s.appointment_key and v.version = s.version
    order by s.received_at ${direction}, s.id ${direction}`);
  const items = rows.slice(0, pageSize);
  const last = items.at(-1);
  const nextCursor = last && rows.length > pageSize ? encodeCursor(list, [last.received_at, last.id]) : null;
  return { items: items.map(presentListed), nextCursor };
}
