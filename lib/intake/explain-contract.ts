import { z } from 'zod';
import { fieldNameSchema } from '#lib/routing/contract';
import { routingExplanation, submission } from '#lib/submissions/contract';

/** Items that one explanation tells of, values of one of them and of all together; what is beyond is counted. */
export const MOST_EXPLAINED = 100;
export const MOST_VALUES = 2000;
export const MOST_VALUES_ALTOGETHER = 20_000;
/** UTF-16 units of one value, of a place in a Bundle, and of the words for a destination. */
export const LONGEST_VALUE = 2000;
export const LONGEST_PLACE = 500;
export const LONGEST_CONTENT = 20_000;

/** A segment of an HL7 message, or a resource of a Bundle. */
export const itemPart = z.object({
  place: z.string().meta({ description: '`PID[1]`, or `Bundle.entry[0].resource`.' }),
  name: z.string().nullable(),
  values: z.array(
    z.object({
      place: z.string().meta({ description: 'As errors name places: `PID[1]-3[1].1`.' }),
      name: z.string().nullable(),
      value: z.string(),
    }),
  ),
});
export type ItemPart = z.output<typeof itemPart>;

const destination = routingExplanation.omit({ index: true, trackingId: true }).extend({
  format: z.string().nullable().meta({ description: 'Of the file that it would get; null where it gets none.' }),
  content: z.string().nullable().meta({
    description:
      'The words of that file where it is TEXT, the first 20,000 characters; null for formats that are made when they are sent.',
  }),
  contentLeftOut: z.int().meta({ description: 'Characters of those words beyond the first 20,000.' }),
});

/** What the door makes of one item. */
export const itemExplanation = z
  .object({
    index: z.int(),
    trackingId: z.string().nullable(),
    outcome: z.enum(['read', 'invalid', 'unparsable']),
    problems: z.array(
      z.object({
        level: z.enum(['error', 'warning']),
        place: z.string().nullable().meta({ description: 'Where, if it is about one place of the item.' }),
        message: z.string(),
      }),
    ),
    parts: z.array(itemPart),
    valuesLeftOut: z.int(),
    fields: z.array(z.object({ name: fieldNameSchema, value: z.string() })).meta({ description: 'As filters see it.' }),
    appointment: z.object({
      appointmentId: z.string().nullable(),
      reason: z.string().nullable().meta({ description: 'Why there is none.' }),
    }),
    destinations: z.array(destination),
    ack: z.string().nullable().meta({ description: 'The HL7 acknowledgment that it would be answered with.' }),
    ackReason: z.string().nullable().meta({ description: 'Why there is none.' }),
  })
  .meta({ id: 'ItemExplanation' });
export type ItemExplanation = z.output<typeof itemExplanation>;

/** The submission model of a check, with an explanation of its first items. */
export const explainedPayload = submission
  .omit({ explanation: true, routedAt: true, deliveryAttempts: true })
  .extend({ explanation: z.array(itemExplanation).max(MOST_EXPLAINED) })
  .meta({ id: 'ExplainedPayload' });
export type ExplainedPayload = z.output<typeof explainedPayload>;
