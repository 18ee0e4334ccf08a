import type { Appointment } from '#lib/appointments/contract';
import { findVisibleAppointment } from '#lib/appointments/find';
import { presentAppointment } from '#lib/appointments/present';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';

/**
 * One appointment. A client is told of those that are PENDING REPORTING only; people in the portal read any status.
 * Throws `not_found`, alike for unknown and not pending.
 */
export async function getAppointment(
  context: Context,
  actor: Actor,
  domain: AuthorizedDomain,
  appointmentId: string,
): Promise<Appointment> {
  const row = await findVisibleAppointment(context.db, actor, domain, appointmentId);
  await recordEvent(context, context.db, {
    action: 'appointment.read',
    principal: actor.principal,
    organization: domain,
    entity: 'appointment',
    entityId: `${domain}/${appointmentId}`,
  });
  return presentAppointment(row);
}
