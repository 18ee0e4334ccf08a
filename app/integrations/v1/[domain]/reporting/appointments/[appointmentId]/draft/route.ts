import { getDraftOperation, saveDraftOperation } from '#lib/drafts/contract';
import { getDraft } from '#lib/drafts/get-draft';
import { saveDraft } from '#lib/drafts/save-draft';
import { defineRoute } from '#lib/http/define-route';
import { expectedVersion } from '#lib/http/expected-version';
import { requireUser } from '#lib/identity/require-user';

export const GET = defineRoute(getDraftOperation, {
  handle: async ({ context, actor, domain, params }) => ({
    status: 200,
    body: await getDraft(context, requireUser(actor), domain, params.appointmentId),
  }),
});

export const PUT = defineRoute(saveDraftOperation, {
  handle: async ({ context, actor, domain, params, headers, body }) => {
    const revision = expectedVersion(headers['if-match']) ?? 0;
    const target = { domain, appointmentId: params.appointmentId };
    const saved = await saveDraft(context, requireUser(actor), { ...target, body, revision });
    return { status: 200, body: saved, headers: { etag: `"${saved.revision}"` } };
  },
});
