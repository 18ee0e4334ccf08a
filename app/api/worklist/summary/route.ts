import { defineRoute } from '#lib/http/define-route';
import { requireUser } from '#lib/identity/require-user';
import { summarizeWorklistOperation } from '#lib/worklist/contract';
import { summarizeWorklist } from '#lib/worklist/summarize-worklist';

export const POST = defineRoute(summarizeWorklistOperation, {
  handle: async ({ context, actor, body }) => ({
    status: 200,
    body: await summarizeWorklist(context, requireUser(actor), body),
  }),
});
