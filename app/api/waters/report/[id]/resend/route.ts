import { resendOperation } from '#lib/resends/contract';
import { resendSubmission } from '#lib/resends/resend-submission';
import { defineRoute } from '#lib/http/define-route';

export const POST = defineRoute(resendOperation, {
  handle: async ({ context, actor, params, body: { destinations = null, reason, reroute } }) => ({
    status: 202,
    body: await resendSubmission(context, actor, { id: params.id, destinations, reason, reroute }),
  }),
});
