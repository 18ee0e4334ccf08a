import { sql } from 'drizzle-orm';
import type { Context } from '#lib/context';
import type { AuthorizedDomain, UserActor } from '#lib/identity/actor';
import { findOtherPatients } from '#lib/reports/find-other-patients';

/** The names that signing this appointment's report will look for; [] when there is no such appointment. */
export async function listOtherPatients(
  context: Context,
  actor: UserActor,
  domain: AuthorizedDomain,
  appointmentId: string,
): Promise<{ otherPatients: string[] }> {
  const { rows } = await context.db.execute<{ id: number }>(sql`
    select id from appointments where domain = ${domain} and appointment_id = ${appointmentId}`);
  const [appointment] = rows;
  return { otherPatients: appointment ? await findOtherPatients(context, actor, appointment.id) : [] };
}
