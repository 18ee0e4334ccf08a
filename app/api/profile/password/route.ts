import { defineRoute } from '#lib/http/define-route';
import { changePassword } from '#lib/identity/change-password';
import { changePasswordOperation } from '#lib/identity/profile-contract';
import { requireUser } from '#lib/identity/require-user';

export const POST = defineRoute(changePasswordOperation, {
  handle: async ({ context, actor, body }) => ({
    status: 200,
    body: await changePassword(context, requireUser(actor), body),
  }),
});
