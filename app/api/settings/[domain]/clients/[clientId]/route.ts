import { defineRoute } from '#lib/http/define-route';
import { namedVersion } from '#lib/http/named-version';
import { updateClientOperation } from '#lib/settings/client-contract';
import { updateClient } from '#lib/settings/update-client';

export const PUT = defineRoute(updateClientOperation, {
  handle: async ({ context, actor, domain, params, headers, body }) => {
    const input = { domain, clientId: params.clientId, body, version: namedVersion(headers['if-match']) };
    return { status: 200, body: await updateClient(context, actor, input) };
  },
});
