import { defineRoute } from '#lib/http/define-route';
import { requireUser } from '#lib/identity/require-user';
import { releaseAppointmentOperation } from '#lib/worklist/contract';
import { releaseAppointment } from '#lib/worklist/release-appointment';

export const POST = defineRoute(releaseAppointmentOperation, {
  handle: async ({ context, actor, domain, params, body }) => {
    await releaseAppointment(context, requireUser(actor), {
      domain,
      appointmentId: params.appointmentId,
      ...body,
    });
    return { status: 204 };
  },
});
