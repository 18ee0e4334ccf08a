import { defineRoute } from '#lib/http/define-route';
import { getReportVersionOperation } from '#lib/reports/contract';
import { getReportVersion } from '#lib/reports/get-report-version';

export const GET = defineRoute(getReportVersionOperation, {
  handle: async ({ context, actor, domain, params }) => {
    const wanted = { appointmentId: params.appointmentId, version: Number(params.version) };
    return { status: 200, body: await getReportVersion(context, actor, domain, wanted) };
  },
});
