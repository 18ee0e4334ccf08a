import { defineRoute } from '#lib/http/define-route';
import { activateDestination } from '#lib/settings/activate-destination';
import { activateDestinationOperation } from '#lib/settings/destination-contract';

export const POST = defineRoute(activateDestinationOperation, {
  handle: async ({ context, actor, domain, params }) => ({
    status: 200,
    body: await activateDestination(context, actor, { domain, name: params.name }),
  }),
});
