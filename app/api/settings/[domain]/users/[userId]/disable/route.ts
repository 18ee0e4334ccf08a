import { defineRoute } from '#lib/http/define-route';
import { disableUser } from '#lib/settings/disable-user';
import { disableUserOperation } from '#lib/settings/user-contract';

export const POST = defineRoute(disableUserOperation, {
  handle: async ({ context, actor, domain, params }) => ({
    status: 200,
    body: await disableUser(context, actor, { domain, userId: params.userId }),
  }),
});
