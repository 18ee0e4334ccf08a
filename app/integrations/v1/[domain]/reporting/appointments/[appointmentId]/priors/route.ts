import { listPriorsOperation } from '#lib/appointments/contract';
import { listPriors } from '#lib/appointments/list-priors';
import { defineRoute } from '#lib/http/define-route';

export const GET = defineRoute(listPriorsOperation, {
  handle: async ({ context, actor, domain, params }) => ({
    status: 200,
    body: await listPriors(context, actor, domain, params.appointmentId),
  }),
});
