import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import type { AuthorizedDomain, UserActor } from '#lib/identity/actor';

export interface ReleaseInput {
  domain: AuthorizedDomain;
  appointmentId: string;
  tab: string;
}

/** Gives up the claim of this tab; anybody else's is left alone. The draft stays. */
export async function releaseAppointment(context: Context, actor: UserActor, input: ReleaseInput): Promise<void> {
  await context.db.execute(sql`
    delete from claims c using appointments a
    where a.domain = ${input.domain} and a.appointment_id = ${input.appointmentId} and c.appointment_key = a.id
      and c.user_id = ${actor.userId}::uuid and c.tab = ${input.tab}::uuid`);
}
