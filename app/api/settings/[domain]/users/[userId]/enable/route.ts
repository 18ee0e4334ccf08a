import { defineRoute } from '#lib/http/define-route';
import { enableUser } from '#lib/settings/enable-user';
import { enableUserOperation } from '#lib/settings/user-contract';

export const POST = defineRoute(enableUserOperation, {
  handle: async ({ context, actor, domain, params }) => ({
    status: 200,
    body: await enableUser(context, actor, { domain, userId: params.userId }),
  }),
});
