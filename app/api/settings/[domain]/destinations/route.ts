import { defineRoute } from '#lib/http/define-route';
import { createDestination } from '#lib/settings/create-destination';
import { createDestinationOperation, listDestinationsOperation } from '#lib/settings/destination-contract';
import { listDestinations } from '#lib/settings/list-destinations';

export const GET = defineRoute(listDestinationsOperation, {
  handle: async ({ context, domain }) => ({ status: 200, body: await listDestinations(context, domain) }),
});

export const POST = defineRoute(createDestinationOperation, {
  handle: async ({ context, actor, domain, body }) => ({
    status: 201,
    body: await createDestination(context, actor, domain, body),
  }),
});
