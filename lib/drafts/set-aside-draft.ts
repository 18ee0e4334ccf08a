import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import { sealDraft, type DraftContent } from '#lib/drafts/content';
import { findDraftTarget } from '#lib/drafts/find';
import type { AuthorizedDomain, UserActor } from '#lib/identity/actor';
import { newUuid } from '#lib/ids';

export interface SetAsideInput {
  domain: AuthorizedDomain;
  appointmentId: string;
  content: DraftContent;
}

/** Keeps a text that could not be saved as the draft, since somebody else holds the appointment. */
export async function setAsideDraft(context: Context, actor: UserActor, input: SetAsideInput): Promise<{ id: string }> {
  const target = await findDraftTarget(context.db, input.domain, input.appointmentId);
  const id = newUuid();
  await context.db.execute(sql`
    insert into draft_versions (id, appointment_key, user_id, occasion, sealed, saved_at)
    values (${id}::uuid, ${target.id}, ${actor.userId}::uuid, 'set aside', ${sealDraft(input.content)}, now())`);
  return { id };
}
