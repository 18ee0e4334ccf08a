import { discardDraftOperation } from '#lib/drafts/contract';
import { discardDraft } from '#lib/drafts/discard-draft';
import { defineRoute } from '#lib/http/define-route';
import { requireUser } from '#lib/identity/require-user';

export const POST = defineRoute(discardDraftOperation, {
  handle: async ({ context, actor, domain, params }) => {
    await discardDraft(context, requireUser(actor), domain, params.appointmentId);
    return { status: 204 };
  },
});
