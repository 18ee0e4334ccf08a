import { getDraftVersionOperation } from '#lib/drafts/contract';
import { getDraftVersion } from '#lib/drafts/get-draft-version';
import { defineRoute } from '#lib/http/define-route';
import { requireUser } from '#lib/identity/require-user';

export const GET = defineRoute(getDraftVersionOperation, {
  handle: async ({ context, actor, domain, params }) => ({
    status: 200,
    body: await getDraftVersion(context, requireUser(actor), { ...params, domain }),
  }),
});
