import { defineRoute } from '#lib/http/define-route';
import { deleteSender } from '#lib/settings/delete-sender';
import { deleteSenderOperation } from '#lib/settings/sender-contract';

export const POST = defineRoute(deleteSenderOperation, {
  handle: async ({ context, actor, domain, params }) => {
    await deleteSender(context, actor, { domain, name: params.name });
    return { status: 204 };
  },
});
