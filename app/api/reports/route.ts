import { defineRoute } from '#lib/http/define-route';
import { submitPayloadPluralOperation } from '#lib/intake/contract';
import { DEPRECATED, presentReceipt, requestOf } from '#lib/intake/present';
import { receivePayload } from '#lib/intake/receive-payload';

export const POST = defineRoute(submitPayloadPluralOperation, {
  handle: async ({ context, actor, query, headers, body, resolved: { settingsVersion } }) =>
    presentReceipt(await receivePayload(context, actor, requestOf(query, headers, body), settingsVersion), DEPRECATED),
});
