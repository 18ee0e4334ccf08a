import { defineRoute } from '#lib/http/define-route';
import { requireUser } from '#lib/identity/require-user';
import { listWorklistOperation } from '#lib/worklist/contract';
import { listWorklist } from '#lib/worklist/list-worklist';

export const POST = defineRoute(listWorklistOperation, {
  handle: async ({ context, actor, body }) => ({
    status: 200,
    body: await listWorklist(context, requireUser(actor), body),
  }),
});
