import { putAppointmentOperation } from '#lib/appointments/contract';
import { putAppointment } from '#lib/appointments/put-appointment';
import { defineRoute } from '#lib/http/define-route';

export const PUT = defineRoute(putAppointmentOperation, {
  handle: async ({ context, actor, domain, params, body }) => {
    const { created, appointment } = await putAppointment(context, actor.principal, domain, params.appointmentId, body);
    return { status: created ? 201 : 200, body: appointment };
  },
});
