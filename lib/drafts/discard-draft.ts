import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { findDraftTarget } from '#lib/drafts/find';
import type { AuthorizedDomain, UserActor } from '#lib/identity/actor';
import { newUuid } from '#lib/ids';

/** Discards the caller's draft: it becomes a version that is kept for its time. Without a draft nothing happens. */
export async function discardDraft(
  context: Context,
  actor: UserActor,
  domain: AuthorizedDomain,
  appointmentId: string,
): Promise<void> {
  const { id } = await findDraftTarget(context.db, domain, appointmentId);
  await context.db.execute(sql`
    with gone as (
      delete from drafts where appointment_key = ${id} and user_id = ${actor.userId}::uuid
      returning appointment_key, user_id, sealed, saved_at
    )
    insert into draft_versions (id, appointment_key, user_id, occasion, sealed, saved_at)
    select ${newUuid()}::uuid, appointment_key, user_id, 'discarded', sealed, saved_at from gone`);
}
