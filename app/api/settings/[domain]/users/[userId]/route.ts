import { defineRoute } from '#lib/http/define-route';
import { namedVersion } from '#lib/http/named-version';
import { updateUser } from '#lib/settings/update-user';
import { updateUserOperation } from '#lib/settings/user-contract';

export const PUT = defineRoute(updateUserOperation, {
  handle: async ({ context, actor, domain, params, headers, body }) => {
    const input = { domain, userId: params.userId, body, version: namedVersion(headers['if-match']) };
    return { status: 200, body: await updateUser(context, actor, input) };
  },
});
