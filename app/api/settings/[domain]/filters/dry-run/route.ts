import { defineRoute } from '#lib/http/define-route';
import { dryRunFiltersOperation } from '#lib/settings/destination-contract';
import { dryRunFilters } from '#lib/settings/dry-run-filters';

export const POST = defineRoute(dryRunFiltersOperation, {
  handle: async ({ context, actor, domain, body }) => ({
    status: 200,
    body: await dryRunFilters(context, actor, domain, body),
  }),
});
