import { defineRoute } from '#lib/http/define-route';
import { tokenUrls } from '#lib/http/token-urls';
import { issueTokenOperation } from '#lib/identity/contract';
import { issueToken } from '#lib/identity/issue-token';

export const POST = defineRoute(issueTokenOperation, {
  handle: async ({ context, exchange, body }) => ({
    status: 200,
    body: await issueToken(context, body, {
      authorization: exchange.request.headers.get('authorization'),
      address: exchange.clientAddress,
      tokenUrls: tokenUrls(exchange),
    }),
    headers: { pragma: 'no-cache' },
  }),
});
