import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { narrowToReader } from '#lib/submissions/narrow-to-reader';

export interface FoundSubmission {
  id: number;
  organization: AuthorizedDomain;
  source: 'portal' | 'partner' | 'reportstream';
}

/**
 * A submission of an organization whose history the caller may read, by report UUID or integer submissionId. Throws
 * `insufficient_scope` for a caller who may read no history at all, `not_found` for an unknown id and, alike, for another
 * organization's.
 */
export async function findSubmission({ db }: Context, actor: Actor, id: string): Promise<FoundSubmission> {
  const { organizations, submissionId, reportId } = narrowToReader(actor, id);
  const { rows } = await db.execute<FoundSubmission & Record<string, unknown>>(sql`
    select id, organization, source from submissions
    where (id = ${submissionId}::bigint or report_id = ${reportId}::uuid)
      and (${sql.param(organizations)}::text[] is null or organization = any (${sql.param(organizations)}::text[]))`);
  if (!rows[0]) throw new DomainError('not_found', `${id} is not a valid report`);
  return rows[0];
}
