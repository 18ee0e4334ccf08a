import { testAlerts } from '#lib/delivery/test-alerts';
import { testAlertsOperation } from '#lib/delivery/test-contract';
import { defineRoute } from '#lib/http/define-route';
import { jsonLines } from '#lib/http/json-lines';

export const POST = defineRoute(testAlertsOperation, {
  handle: async ({ context, actor, domain }) => ({
    status: 200,
    stream: jsonLines(await testAlerts(context, actor, domain)),
    contentType: 'application/x-ndjson; charset=utf-8',
  }),
});
