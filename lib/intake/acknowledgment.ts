import { composeAck, wantsAck } from '#lib/hl7/compose-ack';
import { readHl7Message } from '#lib/hl7/read-hl7';
import type { CheckedPayload } from '#lib/intake/check-payload';
import type { Sender } from '#lib/settings/contract';

/** The HL7 acknowledgment that a payload is answered with, or why there is none. */
export type Acknowledgment = { ack: string; ackReason: null } | { ack: null; ackReason: string };

/**
 * Decides whether a payload is answered with an HL7 acknowledgment (contract §5): a single message that asks for one, from
 * a sender whose acknowledgments are enabled. `controlId` is the acknowledgment's own MSH-10, `at` its time.
 */
export function acknowledgmentOf(
  { format, hl7AcknowledgementEnabled }: Sender,
  { items: [only, ...others], refused }: CheckedPayload,
  told: { controlId: string; at: Date },
): Acknowledgment {
  const none = (ackReason: string): Acknowledgment => ({ ack: null, ackReason });
  if (format !== 'HL7') return none('Only HL7 messages are acknowledged.');
  if (!hl7AcknowledgementEnabled) return none('Acknowledgments are not enabled for this sender.');
  if (refused || !only) return none('A refused payload is answered with its errors.');
  if (others.length > 0) return none('Only a single message is acknowledged, not several.');
  const reading = readHl7Message(only);
  if (reading.kind === 'broken' || !wantsAck(reading.message)) {
    return none('The message does not ask for one: MSH-15 is not AL.');
  }
  return { ack: composeAck(reading.message, told), ackReason: null };
}
