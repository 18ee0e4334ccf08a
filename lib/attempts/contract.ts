import { z } from 'zod';
import { itemPart } from '#lib/intake/explain-contract';
import { defineOperation } from '#lib/operation';
import { deliveryAttempt } from '#lib/submissions/contract';

/** Values of all messages of one content that are told; what is beyond is counted. */
export const MOST_VALUES_TOLD = 5000;
/** UTF-16 units of a text that are told; the bytes have all that is kept. */
export const MOST_TEXT_TOLD = 200_000;

/** Bytes in words. */
export const decodedContent = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('hl7'),
    messages: z.array(
      z.object({ index: z.int(), messageId: z.string(), parts: z.array(itemPart), valuesLeftOut: z.int() }),
    ),
  }),
  z.object({ kind: z.literal('json'), text: z.string().meta({ description: 'Indented.' }) }),
  z.object({ kind: z.literal('text'), text: z.string() }),
  z.object({ kind: z.literal('binary') }),
]);
export type DecodedContent = z.output<typeof decodedContent>;

const keptBytes = z.object({
  byteCount: z.int().meta({ description: 'Of the whole.' }),
  isCut: z.boolean().meta({ description: 'Only the first MiB is kept.' }),
  base64: z.string(),
  decoded: decodedContent,
});

/** What a reply says, a line each. */
export const replyWord = z.object({ label: z.string(), value: z.string() });
export type ReplyWord = z.output<typeof replyWord>;

/** One attempt with what it sent and was answered. */
export const attemptContent = deliveryAttempt
  .omit({ isKept: true })
  .extend({
    fileName: z.string(),
    fileType: z.enum(['HL7', 'FHIR', 'TEXT', 'PDF']),
    state: z.enum(['kept', 'none', 'removed', 'withheld', 'unreadable']).meta({
      description:
        'none: nothing was sent. removed: its days are over. withheld: the file carries reports of other organizations, too. unreadable: the secret key is not the one that it was encrypted with.',
    }),
    sent: keptBytes.nullable(),
    reply: keptBytes.nullable(),
    replyWords: z.array(replyWord),
  })
  .meta({ id: 'AttemptContent' });
export type AttemptContent = z.output<typeof attemptContent>;

export const getAttemptOperation = defineOperation({
  id: 'getAttempt',
  method: 'GET',
  path: '/api/waters/report/{id}/attempts/{attempt}',
  tag: 'Deliveries',
  summary: 'What an attempt to deliver sent, and what it was answered',
  description:
    'For administrators of the organization that submitted what the file carries. Each read is audited. Kept for 30 days unless the deployment says otherwise.',
  caller: 'required',
  errorStyle: 'reportstream',
  params: z.object({
    id: z.string().max(64).meta({ description: 'The reportId of a delivery.' }),
    attempt: z.coerce.number('must be a number').int('must be a whole number').min(1).max(1_000_000),
  }),
  responses: { 200: { description: 'The attempt.', schema: attemptContent } },
  errors: [400, 401, 404, 429, 500],
});
