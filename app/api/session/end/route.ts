import { defineRoute } from '#lib/http/define-route';
import { endSessionOperation } from '#lib/identity/contract';
import { endSession } from '#lib/identity/end-session';
import { expireSessionCookie } from '#lib/identity/expire-session-cookie';
import { requireUser } from '#lib/identity/require-user';

export const POST = defineRoute(endSessionOperation, {
  handle: async ({ context, exchange, actor }) => {
    await endSession(context, requireUser(actor));
    return { status: 204, headers: { 'set-cookie': expireSessionCookie(exchange.request.headers) } };
  },
});
