import { sql } from 'drizzle-orm';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import type { SubmissionFilters } from '#lib/submissions/contract';
import { csvLine, LISTED_HEADER, listedLine } from '#lib/submissions/csv';
import { listSubmissions } from '#lib/submissions/list-submissions';
import { MAX_EXPORTED } from '#lib/submissions/listed-contract';
import { pageSubmissions } from '#lib/submissions/page-submissions';

const PAGE = 500;

export interface SubmissionExport {
  /** The file, a page of the list at a time; nothing is read before it is asked for. */
  lines: AsyncGenerator<string>;
  /** There are more submissions than the file may hold; it has the newest. */
  hasMore: boolean;
}

/** The list of an organization's submissions as CSV, newest first, at most `MAX_EXPORTED` of them. The export is audited. */
export async function exportSubmissions(
  context: Context,
  actor: Actor,
  organization: AuthorizedDomain,
  filters: SubmissionFilters,
): Promise<SubmissionExport> {
  const hasMore = await exceeds(context, organization, filters);
  const { q, ...named } = filters;
  await recordEvent(context, context.db, {
    action: 'submissions.export',
    principal: actor.principal,
    organization,
    entity: 'organization',
    entityId: organization,
    // What was searched for may be a patient's number: only that something was is told.
    detail: { ...named, searched: q !== undefined, hasMore },
  });
  return { hasMore, lines: readLines(context, organization, filters) };
}

async function exceeds(context: Context, organization: AuthorizedDomain, filters: SubmissionFilters): Promise<boolean> {
  const columns = sql`s.received_at, s.id`;
  const all = pageSubmissions(organization, filters, {
    columns,
    direction: 'desc',
    after: null,
    limit: MAX_EXPORTED + 1,
  });
  const { rows } = await context.db.execute(sql`select 1 from (${all}) s offset ${MAX_EXPORTED} limit 1`);
  return rows.length > 0;
}

async function* readLines(
  context: Context,
  organization: AuthorizedDomain,
  filters: SubmissionFilters,
): AsyncGenerator<string> {
  yield `\uFEFF${csvLine(LISTED_HEADER)}`;
  let cursor: string | undefined;
  for (let count = 0; count < MAX_EXPORTED; count += PAGE) {
    const page = await listSubmissions(context, organization, { ...filters, sortdir: 'desc', pageSize: PAGE, cursor });
    if (page.items.length > 0) yield page.items.map(listedLine).join('');
    if (page.nextCursor === null) return;
    cursor = page.nextCursor;
  }
}
