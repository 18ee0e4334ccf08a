import { defineRoute } from '#lib/http/define-route';
import { expectedVersion } from '#lib/http/expected-version';
import { previewReportOperation } from '#lib/reports/contract';
import { previewReport } from '#lib/reports/preview-report';

export const POST = defineRoute(previewReportOperation, {
  handle: async ({ context, actor, domain, params, headers, body }) => ({
    status: 200,
    body: await previewReport(context, actor, {
      domain,
      appointmentId: params.appointmentId,
      body,
      expectedVersion: expectedVersion(headers['if-match']),
    }),
  }),
});
