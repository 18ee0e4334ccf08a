import { testDestinationOperation } from '#lib/delivery/test-contract';
import { testDestination } from '#lib/delivery/test-destination';
import { defineRoute } from '#lib/http/define-route';
import { jsonLines } from '#lib/http/json-lines';

export const POST = defineRoute(testDestinationOperation, {
  handle: async ({ context, actor, domain, params }) => ({
    status: 200,
    stream: jsonLines(await testDestination(context, actor, { domain, name: params.name })),
    contentType: 'application/x-ndjson; charset=utf-8',
  }),
});
