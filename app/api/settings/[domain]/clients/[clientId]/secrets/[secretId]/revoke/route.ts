import { defineRoute } from '#lib/http/define-route';
import { revokeSecretOperation } from '#lib/settings/client-contract';
import { revokeClientSecret } from '#lib/settings/revoke-client-secret';

export const POST = defineRoute(revokeSecretOperation, {
  handle: async ({ context, actor, domain, params }) => ({
    status: 200,
    body: await revokeClientSecret(context, actor, { domain, clientId: params.clientId, secretId: params.secretId }),
  }),
});
