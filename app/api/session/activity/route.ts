import { defineRoute } from '#lib/http/define-route';
import { touchSessionOperation } from '#lib/identity/contract';
import { requireUser } from '#lib/identity/require-user';
import { touchSession } from '#lib/identity/touch-session';

export const POST = defineRoute(touchSessionOperation, {
  handle: async ({ context, actor }) => {
    await touchSession(context, requireUser(actor));
    return { status: 204 };
  },
});
