import { defineRoute } from '#lib/http/define-route';
import { requireUser } from '#lib/identity/require-user';
import { claimAppointment } from '#lib/worklist/claim-appointment';
import { claimAppointmentOperation } from '#lib/worklist/contract';

export const POST = defineRoute(claimAppointmentOperation, {
  handle: async ({ context, actor, domain, params, body }) => ({
    status: 200,
    body: await claimAppointment(context, requireUser(actor), {
      domain,
      appointmentId: params.appointmentId,
      ...body,
    }),
  }),
});
