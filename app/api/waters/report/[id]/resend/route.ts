import { resendOperation } from '#lib/resends/contract';
import { resendSubmission } from '#lib/resends/resend-submission';
import { defineRoute } from '#lib/http/define-route';

export const POST = defineRoute(resendOperation, {
  handle: ({ context, actor, params, headers, body: { destinations = null, ...asked } }) =>
    resendSubmission(context, actor, {
      ...asked,
      id: params.id,
      destinations,
      idempotencyKey: headers['idempotency-key'] ?? null,
    }),
});
