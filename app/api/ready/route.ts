import { readyOperation } from '#lib/http/contract';
import { checkReadiness } from '#lib/http/check-readiness';
import { defineRoute } from '#lib/http/define-route';

export const GET = defineRoute(readyOperation, {
  handle: async ({ context }) => {
    const readiness = await checkReadiness(context.db);
    return { status: readiness.status === 'ready' ? 200 : 503, body: readiness };
  },
});
