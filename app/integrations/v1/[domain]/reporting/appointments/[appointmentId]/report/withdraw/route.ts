import { defineRoute } from '#lib/http/define-route';
import { expectedVersion } from '#lib/http/expected-version';
import { withdrawReportOperation } from '#lib/reports/contract';
import { withdrawReport } from '#lib/reports/withdraw-report';

export const POST = defineRoute(withdrawReportOperation, {
  handle: ({ context, actor, domain, params, headers, body }) =>
    withdrawReport(context, actor, {
      domain,
      appointmentId: params.appointmentId,
      reason: body.reason,
      idempotencyKey: headers['idempotency-key'] ?? null,
      expectedVersion: expectedVersion(headers['if-match']),
    }),
});
