import { defineRoute } from '#lib/http/define-route';
import { requireUser } from '#lib/identity/require-user';
import { listOtherPatientsOperation } from '#lib/reports/contract';
import { listOtherPatients } from '#lib/reports/list-other-patients';

export const GET = defineRoute(listOtherPatientsOperation, {
  handle: async ({ context, actor, domain, params }) => ({
    status: 200,
    body: await listOtherPatients(context, requireUser(actor), domain, params.appointmentId),
  }),
});
