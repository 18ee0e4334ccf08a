import { healthOperation } from '#lib/http/contract';
import { defineRoute } from '#lib/http/define-route';

export const GET = defineRoute(healthOperation, {
  handle: () => Promise.resolve({ status: 200, body: { status: 'ok' } }),
});
