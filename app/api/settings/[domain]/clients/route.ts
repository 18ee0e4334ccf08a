import { defineRoute } from '#lib/http/define-route';
import { createClientOperation, listClientsOperation } from '#lib/settings/client-contract';
import { createClient } from '#lib/settings/create-client';
import { listClients } from '#lib/settings/list-clients';

export const GET = defineRoute(listClientsOperation, {
  handle: async ({ context, actor, domain }) => ({ status: 200, body: await listClients(context, actor, domain) }),
});

export const POST = defineRoute(createClientOperation, {
  handle: async ({ context, actor, domain, body }) => ({
    status: 201,
    body: await createClient(context, actor, domain, body),
  }),
});
