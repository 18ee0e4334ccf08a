import { sql } from 'drizzle-orm';
import { transaction } from '#db/client';
import type { Context } from '#lib/context';
import { unsealDraft } from '#lib/drafts/content';
import type { AuthorizedDomain, UserActor } from '#lib/identity/actor';
import { newUuid } from '#lib/ids';

export interface CloseDraftInput {
  domain: AuthorizedDomain;
  appointmentId: string;
  /** What was signed. */
  reportText: string;
}

/**
 * What was signed is no longer a draft, and its claim goes with it. A draft that says something else than what was signed
 * is set aside, not lost. Made after the signature: without it a draft equal to the report would be left, nothing worse.
 */
export async function closeDraft(context: Context, actor: UserActor, input: CloseDraftInput): Promise<void> {
  await transaction(context.db, async (tx) => {
    const { rows } = await tx.execute<{ appointment_key: number; sealed: Buffer; saved_at: string }>(sql`
      with signed as (
        select id from appointments where domain = ${input.domain} and appointment_id = ${input.appointmentId}
      ),
      claim as (delete from claims c using signed where c.appointment_key = signed.id and c.user_id = ${actor.userId}::uuid)
      delete from drafts d using signed where d.appointment_key = signed.id and d.user_id = ${actor.userId}::uuid
      returning d.appointment_key, d.sealed, d.saved_at`);
    const [draft] = rows;
    if (!draft || unsealDraft(draft.sealed).reportText === input.reportText) return;
    await tx.execute(sql`
      insert into draft_versions (id, appointment_key, user_id, occasion, sealed, saved_at)
      values (${newUuid()}::uuid, ${draft.appointment_key}, ${actor.userId}::uuid, 'set aside', ${draft.sealed},
        ${draft.saved_at}::timestamptz)`);
  });
}
