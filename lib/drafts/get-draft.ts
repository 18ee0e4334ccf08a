import { sql } from 'drizzle-orm';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import { unsealDraft } from '#lib/drafts/content';
import type { DraftState } from '#lib/drafts/contract';
import { findDraftTarget } from '#lib/drafts/find';
import { presentVersion, type VersionRow } from '#lib/drafts/present';
import type { AuthorizedDomain, UserActor } from '#lib/identity/actor';

/** The caller's draft, and everybody's drafts of the appointment that were set aside, newest first. Audited. */
export async function getDraft(
  context: Context,
  actor: UserActor,
  domain: AuthorizedDomain,
  appointmentId: string,
): Promise<DraftState> {
  const { id } = await findDraftTarget(context.db, domain, appointmentId);
  const { rows } = await context.db.execute<{
    revision: number;
    base_version: number;
    sealed: Buffer;
    saved_at: string;
  }>(sql`select revision, base_version, sealed, saved_at from drafts
    where appointment_key = ${id} and user_id = ${actor.userId}::uuid`);
  const { rows: versions } = await context.db.execute<VersionRow>(sql`
    select v.id, v.occasion, u.name as author, u.id = ${actor.userId}::uuid as is_mine, v.saved_at, v.kept_at
    from draft_versions v join users u on u.id = v.user_id where v.appointment_key = ${id} order by v.kept_at desc`);
  await recordEvent(context, context.db, {
    action: 'draft.read',
    principal: actor.principal,
    organization: domain,
    entity: 'appointment',
    entityId: `${domain}/${appointmentId}`,
  });
  const [row] = rows;
  return {
    draft: row
      ? {
          revision: row.revision,
          ...unsealDraft(row.sealed),
          baseVersion: row.base_version,
          savedAt: new Date(row.saved_at).toISOString(),
        }
      : null,
    versions: versions.map(presentVersion),
  };
}
