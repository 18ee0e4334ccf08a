import { defineRoute } from '#lib/http/define-route';
import { namedVersion } from '#lib/http/named-version';
import { updateSenderOperation } from '#lib/settings/sender-contract';
import { updateSender } from '#lib/settings/update-sender';

export const PUT = defineRoute(updateSenderOperation, {
  handle: async ({ context, actor, domain, params, headers, body }) => {
    const input = { domain, name: params.name, body, version: namedVersion(headers['if-match']) };
    return { status: 200, body: await updateSender(context, actor, input) };
  },
});
