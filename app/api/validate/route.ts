import { defineRoute } from '#lib/http/define-route';
import { validatePayloadOperation } from '#lib/intake/contract';
import { requestOf } from '#lib/intake/present';
import { validatePayload } from '#lib/intake/validate-payload';

export const POST = defineRoute(validatePayloadOperation, {
  handle: async ({ context, actor, query, headers, body, resolved: { settingsVersion } }) => ({
    status: 200,
    body: await validatePayload(context, actor, requestOf(query, headers, body), settingsVersion),
  }),
});
