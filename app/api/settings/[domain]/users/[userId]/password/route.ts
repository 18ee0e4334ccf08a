import { defineRoute } from '#lib/http/define-route';
import { resetPassword } from '#lib/settings/reset-password';
import { resetPasswordOperation } from '#lib/settings/user-contract';

export const POST = defineRoute(resetPasswordOperation, {
  handle: async ({ context, actor, domain, params }) => ({
    status: 200,
    body: await resetPassword(context, actor, { domain, userId: params.userId }),
  }),
});
