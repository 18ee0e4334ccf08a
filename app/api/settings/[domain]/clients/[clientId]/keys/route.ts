import { defineRoute } from '#lib/http/define-route';
import { addClientKeys } from '#lib/settings/add-client-keys';
import { addClientKeysOperation } from '#lib/settings/client-key-contract';

export const POST = defineRoute(addClientKeysOperation, {
  handle: async ({ context, actor, domain, params, body }) => ({
    status: 200,
    body: await addClientKeys(context, actor, { domain, clientId: params.clientId, keys: body.keys }),
  }),
});
