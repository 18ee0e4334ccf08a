import { defineRoute } from '#lib/http/define-route';
import { requireUser } from '#lib/identity/require-user';
import { setAsideItemOperation } from '#lib/intake/items-contract';
import { setAsideItem } from '#lib/intake/set-aside-item';

export const POST = defineRoute(setAsideItemOperation, {
  handle: async ({ context, actor, params, body }) => {
    await setAsideItem(context, requireUser(actor), { ...params, ...body });
    return { status: 204 };
  },
});
