import { defineRoute } from '#lib/http/define-route';
import { namedVersion } from '#lib/http/named-version';
import { getDestinationOperation, updateDestinationOperation } from '#lib/settings/destination-contract';
import { getDestination } from '#lib/settings/get-destination';
import { updateDestination } from '#lib/settings/update-destination';

export const GET = defineRoute(getDestinationOperation, {
  handle: async ({ context, domain, params }) => ({
    status: 200,
    body: await getDestination(context, domain, params.name),
  }),
});

export const PUT = defineRoute(updateDestinationOperation, {
  handle: async ({ context, actor, domain, params, headers, body }) => {
    const input = { domain, name: params.name, body, version: namedVersion(headers['if-match']) };
    return { status: 200, body: await updateDestination(context, actor, input) };
  },
});
