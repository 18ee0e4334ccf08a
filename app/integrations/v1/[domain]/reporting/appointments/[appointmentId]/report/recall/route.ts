import { defineRoute } from '#lib/http/define-route';
import { expectedVersion } from '#lib/http/expected-version';
import { requireUser } from '#lib/identity/require-user';
import { recallReportOperation } from '#lib/reports/contract';
import { recallReport } from '#lib/reports/recall-report';

export const POST = defineRoute(recallReportOperation, {
  handle: ({ context, actor, domain, params, headers }) =>
    recallReport(context, requireUser(actor), {
      domain,
      appointmentId: params.appointmentId,
      idempotencyKey: headers['idempotency-key'] ?? null,
      expectedVersion: expectedVersion(headers['if-match']),
    }),
});
