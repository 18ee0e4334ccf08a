import { sql } from 'drizzle-orm';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { unsealDraft } from '#lib/drafts/content';
import type { DraftVersion } from '#lib/drafts/contract';
import { findDraftTarget } from '#lib/drafts/find';
import { presentVersion, type VersionRow } from '#lib/drafts/present';
import { DomainError } from '#lib/errors';
import type { AuthorizedDomain, UserActor } from '#lib/identity/actor';

export interface DraftVersionInput {
  domain: AuthorizedDomain;
  appointmentId: string;
  versionId: string;
}

/** A draft that was set aside, with its text; of anybody who reports in the domain. Audited. Throws `not_found`. */
export async function getDraftVersion(
  context: Context,
  actor: UserActor,
  { domain, appointmentId, versionId }: DraftVersionInput,
): Promise<DraftVersion & { reportText: string }> {
  const { id } = await findDraftTarget(context.db, domain, appointmentId);
  const { rows } = await context.db.execute<VersionRow & { sealed: Buffer }>(sql`
    select v.id, v.occasion, u.name as author, u.id = ${actor.userId}::uuid as is_mine, v.saved_at, v.kept_at, v.sealed
    from draft_versions v join users u on u.id = v.user_id
    where v.appointment_key = ${id} and v.id = ${versionId}::uuid`);
  const [row] = rows;
  if (!row)
    throw new DomainError('not_found', 'There is no such draft; drafts that were set aside are kept for 30 days.');
  await recordEvent(context, context.db, {
    action: 'draft.read',
    principal: actor.principal,
    organization: domain,
    entity: 'draft-version',
    entityId: versionId,
  });
  return { ...presentVersion(row), reportText: unsealDraft(row.sealed).reportText };
}
