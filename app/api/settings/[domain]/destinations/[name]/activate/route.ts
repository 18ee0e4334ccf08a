import { defineRoute } from '#lib/http/define-route';
import { activateDestinationOperation } from '#lib/settings/destination-contract';
import { setDestinationStatus } from '#lib/settings/set-destination-status';

export const POST = defineRoute(activateDestinationOperation, {
  handle: async ({ context, actor, domain, params }) => ({
    status: 200,
    body: await setDestinationStatus(context, actor, { domain, name: params.name, customerStatus: 'active' }),
  }),
});
