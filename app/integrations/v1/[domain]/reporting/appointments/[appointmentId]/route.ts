import { getAppointmentOperation } from '#lib/appointments/contract';
import { getAppointment } from '#lib/appointments/get-appointment';
import { defineRoute } from '#lib/http/define-route';

export const GET = defineRoute(getAppointmentOperation, {
  handle: async ({ context, actor, domain, params }) => ({
    status: 200,
    body: await getAppointment(context, actor, domain, params.appointmentId),
  }),
});
