import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import type { AuthorizedDomain, UserActor } from '#lib/identity/actor';

/** What was signed is no longer a draft; the claim goes with it. */
export async function closeDraft(
  context: Context,
  actor: UserActor,
  domain: AuthorizedDomain,
  appointmentId: string,
): Promise<void> {
  await context.db.execute(sql`
    with signed as (select id from appointments where domain = ${domain} and appointment_id = ${appointmentId}),
    claim as (delete from claims c using signed where c.appointment_key = signed.id and c.user_id = ${actor.userId}::uuid)
    delete from drafts d using signed where d.appointment_key = signed.id and d.user_id = ${actor.userId}::uuid`);
}
