import { defineRoute } from '#lib/http/define-route';
import { requireUser } from '#lib/identity/require-user';
import { fileItem } from '#lib/intake/file-item';
import { fileItemOperation } from '#lib/intake/items-contract';

export const POST = defineRoute(fileItemOperation, {
  handle: async ({ context, actor, params, body }) => ({
    status: 200,
    body: await fileItem(context, requireUser(actor), { ...params, ...body }),
  }),
});
