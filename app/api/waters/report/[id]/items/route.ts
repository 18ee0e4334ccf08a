import { defineRoute } from '#lib/http/define-route';
import { nextPageLink } from '#lib/http/next-page-link';
import { listItemsOperation } from '#lib/intake/items-contract';
import { listItems } from '#lib/intake/list-items';

export const GET = defineRoute(listItemsOperation, {
  handle: async ({ context, exchange, actor, params, query }) => {
    const page = await listItems(context, actor, params.id, query);
    return { status: 200, body: page.items, headers: nextPageLink(exchange.url, page.nextCursor) };
  },
});
