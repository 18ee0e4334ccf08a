import { defineRoute } from '#lib/http/define-route';
import { validatePayloadOperation } from '#lib/intake/contract';
import { explainPayload } from '#lib/intake/explain-payload';
import { requestOf } from '#lib/intake/present';
import { validatePayload } from '#lib/intake/validate-payload';

export const POST = defineRoute(validatePayloadOperation, {
  handle: async ({ context, actor, query, headers, body, resolved: { settingsVersion } }) => {
    const check = query.explain === 'true' ? explainPayload : validatePayload;
    return { status: 200, body: await check(context, actor, requestOf(query, headers, body), settingsVersion) };
  },
});
