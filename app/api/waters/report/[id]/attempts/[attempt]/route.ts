import { getAttemptOperation } from '#lib/attempts/contract';
import { getAttempt } from '#lib/attempts/get-attempt';
import { defineRoute } from '#lib/http/define-route';

export const GET = defineRoute(getAttemptOperation, {
  handle: async ({ context, actor, params }) => ({ status: 200, body: await getAttempt(context, actor, params) }),
});
