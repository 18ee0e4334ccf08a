import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { DomainError } from '#lib/errors';
import type { Actor } from '#lib/identity/actor';
import { mayIn } from '#lib/identity/authorize-domain';
import { loadSnapshot } from '#lib/settings/load-snapshot';
import type { Submission } from '#lib/submissions/contract';
import { narrowToReader } from '#lib/submissions/narrow-to-reader';
import { presentSubmission } from '#lib/submissions/present';
import { readHistory } from '#lib/submissions/read-history';

/**
 * The history of one submission, by report UUID or integer submissionId (contract §6). Explained, it tells values that
 * filters saw, so that reading is audited. Throws `insufficient_scope` for a caller who may read no history at all,
 * `not_found` for an unknown id and, alike, for another organization's.
 */
export async function getSubmission(
  context: Context,
  actor: Actor,
  id: string,
  options: { explain: boolean; settingsVersion?: number },
): Promise<Submission> {
  const { organizations, submissionId, reportId } = narrowToReader(actor, id);
  const known = submissionId !== null || reportId !== null;
  const row = known
    ? await readHistory(context.db, { submissionId, reportId, organizations, explain: options.explain })
    : null;
  if (!row) throw new DomainError('not_found', `${id} is not a valid report`);
  if (options.explain) {
    await recordEvent(context, context.db, {
      action: 'submission.explain',
      principal: actor.principal,
      organization: row.organization,
      entity: 'submission',
      entityId: String(row.id),
    });
  }
  const isAdmin = mayIn(actor, row.organization, 'organization:admin');
  const settings = await loadSnapshot(context.db, options.settingsVersion);
  return presentSubmission(row, settings, { explain: options.explain, isAdmin });
}
