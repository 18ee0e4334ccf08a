import { defineRoute } from '#lib/http/define-route';
import { pauseDestinationOperation } from '#lib/settings/destination-contract';
import { pauseDestination } from '#lib/settings/pause-destination';

export const POST = defineRoute(pauseDestinationOperation, {
  handle: async ({ context, actor, domain, params, body }) => ({
    status: 200,
    body: await pauseDestination(context, actor, { domain, name: params.name, reason: body.reason }),
  }),
});
