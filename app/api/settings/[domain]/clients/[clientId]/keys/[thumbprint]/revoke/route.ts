import { defineRoute } from '#lib/http/define-route';
import { revokeClientKeyOperation } from '#lib/settings/client-key-contract';
import { revokeClientKey } from '#lib/settings/revoke-client-key';

export const POST = defineRoute(revokeClientKeyOperation, {
  handle: async ({ context, actor, domain, params: { clientId, thumbprint } }) => ({
    status: 200,
    body: await revokeClientKey(context, actor, { domain, clientId, thumbprint }),
  }),
});
