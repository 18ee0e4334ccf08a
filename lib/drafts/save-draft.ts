import { sql } from 'drizzle-orm';
import { transaction, type Queryable } from '#db/client';
import type { Context } from '#lib/context';
import { sealDraft } from '#lib/drafts/content';
import type { SavedDraft, SaveDraft } from '#lib/drafts/contract';
import { findDraftTarget } from '#lib/drafts/find';
import { DomainError } from '#lib/errors';
import type { AuthorizedDomain, UserActor } from '#lib/identity/actor';
import { holdClaim } from '#lib/worklist/hold-claim';

export interface SaveDraftInput {
  domain: AuthorizedDomain;
  appointmentId: string;
  body: SaveDraft;
  /** The revision that the text was made from; 0 for the first. */
  revision: number;
}

/**
 * Saves the caller's draft over the revision it was made from, also of an appointment that has closed meanwhile, and
 * renews the claim. Throws `conflict` with `holder` when another person or tab holds the appointment, and with
 * `currentRevision` when the draft was saved elsewhere meanwhile; nothing is changed then.
 */
export async function saveDraft(context: Context, actor: UserActor, input: SaveDraftInput): Promise<SavedDraft> {
  const { reportText, templateId, tab } = input.body;
  const sealed = sealDraft({ reportText, templateId });
  return transaction(context.db, async (tx) => {
    const target = await findDraftTarget(tx, input.domain, input.appointmentId);
    // Only the holder saves; a claim whose lease ran out while nobody else came is still the caller's.
    await holdClaim(tx, target.id, actor, tab);
    // A revision that is not there was discarded elsewhere: the text must not come back as a new draft.
    const { rows } = await tx.execute<{ revision: number; saved_at: string }>(sql`
      insert into drafts as d (appointment_key, user_id, revision, base_version, sealed, saved_at)
      select ${target.id}, ${actor.userId}::uuid, 1, ${target.version}, ${sealed}, now()
      where ${input.revision === 0} or exists (select 1 from drafts e
        where e.appointment_key = ${target.id} and e.user_id = ${actor.userId}::uuid)
      on conflict (appointment_key, user_id) do update
        set sealed = excluded.sealed, revision = d.revision + 1, saved_at = now() where d.revision = ${input.revision}
      returning revision, saved_at`);
    const [saved] = rows;
    if (!saved) throw await stale(tx, target.id, actor);
    return { revision: saved.revision, savedAt: new Date(saved.saved_at).toISOString() };
  });
}

async function stale(tx: Queryable, appointmentKey: number, actor: UserActor): Promise<DomainError> {
  const { rows } = await tx.execute<{ revision: number }>(sql`
    select revision from drafts where appointment_key = ${appointmentKey} and user_id = ${actor.userId}::uuid`);
  const currentRevision = rows[0]?.revision ?? 0;
  return new DomainError(
    'conflict',
    'This draft was changed in another window meanwhile. Nothing was overwritten; compare the two and save again.',
    { extensions: { currentRevision } },
  );
}
