import { z } from 'zod';
import { defineOperation } from '#lib/operation';
import { idempotencyHeaders } from '#lib/reports/contract';
import { requiredLine, wireInstant } from '#lib/text';

const destination = z.string().meta({ description: 'org.service' });

export const resendBody = z
  .strictObject({
    destinations: z
      .array(z.string().max(140))
      .min(1, 'must name a destination, or be left out')
      .max(500)
      .optional()
      .meta({ description: 'org.service, each; without it every destination of the submission.' }),
    reason: requiredLine(1000).meta({ description: 'Kept in the audit.' }),
    reroute: z.boolean().default(false).meta({
      description:
        'Instead of sending again what was sent or failed: evaluates the current filters for items that were filtered, or met no destination.',
    }),
    failedOnly: z.boolean().default(false).meta({
      description: 'Only items that failed at a destination for good: what it has already is not sent there again.',
    }),
  })
  .refine(({ reroute, failedOnly }) => !reroute || !failedOnly, {
    path: ['failedOnly'],
    message: 'cannot be asked for together with reroute: what is routed again was never sent',
  })
  .meta({ id: 'Resend' });
export type ResendBody = z.input<typeof resendBody>;

export const resent = z
  .object({
    submissionId: z.int(),
    queued: z.array(z.object({ destination, itemCount: z.int(), sendingAt: wireInstant })),
    notQueued: z
      .array(z.object({ destination, itemCount: z.int(), reason: z.string() }))
      .meta({ description: 'What was asked for and is not sent, and why.' }),
  })
  .meta({ id: 'Resent' });
export type Resent = z.output<typeof resent>;

export const resendOperation = defineOperation({
  id: 'resendSubmission',
  method: 'POST',
  path: '/api/waters/report/{id}/resend',
  tag: 'Deliveries',
  summary: 'Send a submission again, or route it again',
  description:
    'For administrators of the sending organization. Each item goes under the identity that its destination knows it by (MSH-10, webhook-id, file name), and never after a newer version: when nothing can be sent, the answer is 409, and where a newer version is why, it names that. Delivered items stay delivered whatever becomes of it.',
  caller: 'required',
  errorStyle: 'reportstream',
  params: z.object({ id: z.string().max(64).meta({ description: 'Report UUID or integer submissionId.' }) }),
  headers: idempotencyHeaders,
  body: {
    mediaType: 'application/json',
    maxBytes: 131_072,
    schema: resendBody,
    example: { destinations: ['acme.ehr'], reason: 'The hospital lost its messages of this morning.' },
  },
  responses: { 202: { description: 'What is sent again.', schema: resent } },
  errors: [400, 401, 404, 409, 429, 500],
});
