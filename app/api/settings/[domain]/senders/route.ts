import { defineRoute } from '#lib/http/define-route';
import { createSender } from '#lib/settings/create-sender';
import { listSenders } from '#lib/settings/list-senders';
import { createSenderOperation, listSendersOperation } from '#lib/settings/sender-contract';

export const GET = defineRoute(listSendersOperation, {
  handle: async ({ context, domain }) => ({ status: 200, body: await listSenders(context, domain) }),
});

export const POST = defineRoute(createSenderOperation, {
  handle: async ({ context, actor, domain, body }) => ({
    status: 201,
    body: await createSender(context, actor, domain, body),
  }),
});
