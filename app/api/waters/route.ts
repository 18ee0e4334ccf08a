import { defineRoute } from '#lib/http/define-route';
import { submitPayloadShortOperation } from '#lib/intake/contract';
import { presentReceipt, requestOf } from '#lib/intake/present';
import { receivePayload } from '#lib/intake/receive-payload';

export const POST = defineRoute(submitPayloadShortOperation, {
  handle: async ({ context, actor, query, headers, body, resolved: { settingsVersion } }) =>
    presentReceipt(await receivePayload(context, actor, requestOf(query, headers, body), settingsVersion)),
});
