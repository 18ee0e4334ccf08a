import { sql } from 'drizzle-orm';
import { defineRoute } from '#lib/http/define-route';
import { expectedVersion } from '#lib/http/expected-version';
import { getReportOperation, submitReportOperation } from '#lib/reports/contract';
import { getReport } from '#lib/reports/get-report';
import { headOf, type HeadInput, type PreparedSubmission } from '#lib/reports/read-head';
import { submitReport } from '#lib/reports/submit-report';

export const POST = defineRoute<typeof submitReportOperation, PreparedSubmission>(submitReportOperation, {
  alongside: headOf(sql`caller.principal`),
  alongsideInput: (request, { domain = '', appointmentId = '' }): HeadInput => ({
    domain,
    appointmentId,
    key: request.headers.get('idempotency-key'),
    at: null,
  }),
  handle: ({ context, actor, domain, params, headers, body, resolved: { alongside, now, settingsVersion } }) =>
    submitReport(
      context,
      actor,
      {
        domain,
        appointmentId: params.appointmentId,
        body,
        idempotencyKey: headers['idempotency-key'] ?? null,
        expectedVersion: expectedVersion(headers['if-match']),
      },
      alongside ? { prepared: alongside, now, settingsVersion } : undefined,
    ),
});

export const GET = defineRoute(getReportOperation, {
  handle: async ({ context, actor, domain, params }) => {
    const report = await getReport(context, actor, domain, params.appointmentId);
    return { status: 200, body: report, headers: { etag: `"${report.version}"` } };
  },
});
