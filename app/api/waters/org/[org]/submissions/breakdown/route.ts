import { defineRoute } from '#lib/http/define-route';
import { authorizeDomain } from '#lib/identity/authorize-domain';
import { breakDownSubmissions } from '#lib/submissions/break-down-submissions';
import { breakDownSubmissionsOperation } from '#lib/submissions/breakdown-contract';

export const GET = defineRoute(breakDownSubmissionsOperation, {
  handle: async ({ context, actor, params, query }) => {
    const organization = authorizeDomain(actor, params.org, 'history:read');
    return { status: 200, body: await breakDownSubmissions(context, organization, query) };
  },
});
