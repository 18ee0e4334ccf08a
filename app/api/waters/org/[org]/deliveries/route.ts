import { listDeliveriesOperation } from '#lib/delivery/contract';
import { listDeliveries } from '#lib/delivery/list-deliveries';
import { defineRoute } from '#lib/http/define-route';
import { nextPageLink } from '#lib/http/next-page-link';
import { authorizeDomain } from '#lib/identity/authorize-domain';

export const GET = defineRoute(listDeliveriesOperation, {
  handle: async ({ context, exchange, actor, params, query }) => {
    const organization = authorizeDomain(actor, params.org, 'deliveries:read');
    const page = await listDeliveries(context, organization, query);
    return { status: 200, body: page.items, headers: nextPageLink(exchange.url, page.nextCursor) };
  },
});
