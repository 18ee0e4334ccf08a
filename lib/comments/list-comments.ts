import { sql } from 'drizzle-orm';
import { findVisibleAppointment } from '#lib/appointments/find';
import type { Comment } from '#lib/comments/contract';
import { presentComment, type CommentRow } from '#lib/comments/present';
import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';

/** Comments on an appointment, oldest first; a client is told of those that are PENDING REPORTING only. Throws `not_found`. */
export async function listComments(
  context: Context,
  actor: Actor,
  domain: AuthorizedDomain,
  appointmentId: string,
): Promise<Comment[]> {
  const appointment = await findVisibleAppointment(context.db, actor, domain, appointmentId);
  const { rows } = await context.db.execute<CommentRow>(
    sql`select * from comments where appointment_key = ${appointment.id} order by commented_at, added_at, guid`,
  );
  return rows.map(presentComment);
}
