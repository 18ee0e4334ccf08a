import { setAsideOperation } from '#lib/drafts/contract';
import { setAsideDraft } from '#lib/drafts/set-aside-draft';
import { defineRoute } from '#lib/http/define-route';
import { requireUser } from '#lib/identity/require-user';

export const POST = defineRoute(setAsideOperation, {
  handle: async ({ context, actor, domain, params, body }) => ({
    status: 201,
    body: await setAsideDraft(context, requireUser(actor), {
      domain,
      appointmentId: params.appointmentId,
      content: body,
    }),
  }),
});
