import { defineRoute } from '#lib/http/define-route';
import { revokeClientOperation } from '#lib/settings/client-contract';
import { revokeClient } from '#lib/settings/revoke-client';

export const POST = defineRoute(revokeClientOperation, {
  handle: async ({ context, actor, domain, params }) => ({
    status: 200,
    body: await revokeClient(context, actor, { domain, clientId: params.clientId }),
  }),
});
