import { defineRoute } from '#lib/http/define-route';
import { nextPageLink } from '#lib/http/next-page-link';
import { authorizeDomain } from '#lib/identity/authorize-domain';
import { listUnmatchedOperation } from '#lib/intake/items-contract';
import { listUnmatched } from '#lib/intake/list-unmatched';

export const GET = defineRoute(listUnmatchedOperation, {
  handle: async ({ context, exchange, actor, params, query }) => {
    const organization = authorizeDomain(actor, params.org, 'history:read');
    const page = await listUnmatched(context, organization, query);
    return { status: 200, body: page.items, headers: nextPageLink(exchange.url, page.nextCursor) };
  },
});
