import { defineRoute } from '#lib/http/define-route';
import { rotateSecretOperation } from '#lib/settings/client-contract';
import { rotateClientSecret } from '#lib/settings/rotate-client-secret';

export const POST = defineRoute(rotateSecretOperation, {
  handle: async ({ context, actor, domain, params, body }) => ({
    status: 200,
    body: await rotateClientSecret(context, actor, { domain, clientId: params.clientId, ...body }),
  }),
});
