import { defineRoute } from '#lib/http/define-route';
import { getUnmatched } from '#lib/intake/get-unmatched';
import { getUnmatchedOperation } from '#lib/intake/items-contract';

export const GET = defineRoute(getUnmatchedOperation, {
  handle: async ({ context, actor, params }) => ({ status: 200, body: await getUnmatched(context, actor, params) }),
});
