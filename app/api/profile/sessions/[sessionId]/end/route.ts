import { defineRoute } from '#lib/http/define-route';
import { endOwnSession } from '#lib/identity/end-own-session';
import { endOwnSessionOperation } from '#lib/identity/profile-contract';
import { requireUser } from '#lib/identity/require-user';

export const POST = defineRoute(endOwnSessionOperation, {
  handle: async ({ context, actor, params }) => ({
    status: 200,
    body: await endOwnSession(context, requireUser(actor), params.sessionId),
  }),
});
