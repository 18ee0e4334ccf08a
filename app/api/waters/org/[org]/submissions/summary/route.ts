import { defineRoute } from '#lib/http/define-route';
import { authorizeDomain } from '#lib/identity/authorize-domain';
import { summarizeSubmissionsOperation } from '#lib/submissions/contract';
import { summarizeSubmissions } from '#lib/submissions/summarize-submissions';

export const GET = defineRoute(summarizeSubmissionsOperation, {
  handle: async ({ context, actor, params, query }) => {
    const organization = authorizeDomain(actor, params.org, 'history:read');
    return { status: 200, body: await summarizeSubmissions(context, organization, query) };
  },
});
