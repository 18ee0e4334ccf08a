import { defineRoute } from '#lib/http/define-route';
import { checkFilters } from '#lib/settings/check-filters';
import { checkFiltersOperation } from '#lib/settings/destination-contract';

export const POST = defineRoute(checkFiltersOperation, {
  handle: ({ body }) => Promise.resolve({ status: 200, body: checkFilters(body.expressions) }),
});
