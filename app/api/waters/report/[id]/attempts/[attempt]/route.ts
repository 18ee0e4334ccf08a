import { getAttemptOperation } from '#lib/delivery/attempt-contract';
import { getAttempt } from '#lib/delivery/get-attempt';
import { defineRoute } from '#lib/http/define-route';

export const GET = defineRoute(getAttemptOperation, {
  handle: async ({ context, actor, params }) => ({ status: 200, body: await getAttempt(context, actor, params) }),
});
