import { sql, type SQL } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { decodeCursor, encodeCursor } from '#lib/cursor';
import type { AuthorizedDomain } from '#lib/identity/actor';
import type { ListedSubmission, ListSubmissionsQuery } from '#lib/submissions/contract';
import { narrowSubmissions } from '#lib/submissions/narrow-submissions';
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
  const conditions = narrowSubmissions(organization, filters);
  if (cursor !== undefined) conditions.push(beyond(query.sortdir, decodeCursor(list, cursor)));
  const direction = sql.raw(query.sortdir);
  const { rows } = await context.db.execute<ListRow>(sql`
    select ${LISTED_COLUMNS}
    from (select s.* from submissions s where ${sql.join(conditions, sql` and `)}
      order by s.received_at ${direction}, s.id ${direction} limit ${pageSize + 1}) s
    left join appointments a on a.id = s.appointment_key
    left join report_versions v on v.appointment_key = s.appointment_key and v.version = s.version
    order by s.received_at ${direction}, s.id ${direction}`);
  const items = rows.slice(0, pageSize);
  const last = items.at(-1);
  const nextCursor = last && rows.length > pageSize ? encodeCursor(list, [last.received_at, last.id]) : null;
  return { items: items.map(presentListed), nextCursor };
}

function beyond(sortdir: 'asc' | 'desc', [receivedAt, id]: (string | number)[]): SQL {
  const side = sql.raw(sortdir === 'asc' ? '>' : '<');
  return sql`(s.received_at, s.id) ${side} (${receivedAt}::timestamptz, ${id}::bigint)`;
}
