import { defineRoute } from '#lib/http/define-route';
import { nextPageLink } from '#lib/http/next-page-link';
import { authorizeDomain } from '#lib/identity/authorize-domain';
import { listSubmissionsOperation } from '#lib/submissions/contract';
import { listSubmissions } from '#lib/submissions/list-submissions';

export const GET = defineRoute(listSubmissionsOperation, {
  handle: async ({ context, exchange, actor, params, query }) => {
    const organization = authorizeDomain(actor, params.org, 'history:read');
    const page = await listSubmissions(context, organization, query);
    return { status: 200, body: page.items, headers: nextPageLink(exchange.url, page.nextCursor) };
  },
});
