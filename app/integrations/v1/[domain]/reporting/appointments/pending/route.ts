import { listPendingOperation } from '#lib/appointments/contract';
import { listPendingAppointments } from '#lib/appointments/list-pending-appointments';
import { defineRoute } from '#lib/http/define-route';

export const GET = defineRoute(listPendingOperation, {
  handle: async ({ context, domain, query }) => ({
    status: 200,
    body: await listPendingAppointments(context, domain, query),
  }),
});
