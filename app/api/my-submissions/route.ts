import { defineRoute } from '#lib/http/define-route';
import { nextPageLink } from '#lib/http/next-page-link';
import { requireUser } from '#lib/identity/require-user';
import { listMySubmissions } from '#lib/submissions/list-my-submissions';
import { listMySubmissionsOperation } from '#lib/submissions/listed-contract';

export const GET = defineRoute(listMySubmissionsOperation, {
  handle: async ({ context, exchange, actor, query }) => {
    const page = await listMySubmissions(context, requireUser(actor), query);
    return { status: 200, body: page.items, headers: nextPageLink(exchange.url, page.nextCursor) };
  },
});
