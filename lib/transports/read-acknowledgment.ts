import type { TransportResult } from '#lib/transports/contract';
import { firstSegment, get } from '#lib/hl7/message';
import { readHl7Message } from '#lib/hl7/read-hl7';

/** What a reply means. `trusted` false: it is not this message's, so the connection it came on is not used any further. */
export interface ReadAcknowledgment {
  result: TransportResult;
  trusted: boolean;
}

const MOST_TEXT = 500;

/**
 * Reads an HL7 acknowledgment (HL7 2.5.1 §2.9, contract §7): AA and CA delivered; AE and CE stop as failed, with the
 * receiver's words; AR and CR are tried again. A reply that is no acknowledgment, or one of another message (MSA-2 is not our
 * MSH-10), is a fault and tried again on a fresh connection.
 */
export function readAcknowledgment(reply: Buffer, messageId: string): ReadAcknowledgment {
  const reading = readHl7Message(reply);
  if (reading.kind === 'broken') return untrusted(`The reply is no HL7 acknowledgment: ${reading.reason}.`);
  const { message } = reading;
  const msa = firstSegment(message, 'MSA');
  if (!msa) return untrusted('The reply is no HL7 acknowledgment: it has no MSA segment.');
  if (get(message, msa, 2) !== messageId) {
    return untrusted('The reply acknowledges another message: its MSA-2 is not our MSH-10.');
  }
  const code = get(message, msa, 1);
  const err = firstSegment(message, 'ERR');
  const said = [get(message, msa, 3), get(message, err, 8), get(message, err, 7), get(message, err, 3, 1, 2)];
  const words = said
    .find((text) => text.trim() !== '')
    ?.trim()
    .slice(0, MOST_TEXT);
  const detail = words ? `The receiver answered ${code}: ${words}` : `The receiver answered ${code} without a reason.`;
  switch (code) {
    case 'AA':
    case 'CA':
      return { result: { outcome: 'delivered' }, trusted: true };
    case 'AE':
    case 'CE':
      return { result: { outcome: 'failed', detail }, trusted: true };
    case 'AR':
    case 'CR':
      return { result: { outcome: 'retry', detail, reached: true }, trusted: true };
    default:
      return untrusted('The reply is no HL7 acknowledgment: MSA-1 is none of AA, AE, AR, CA, CE and CR.');
  }
}

const untrusted = (detail: string): ReadAcknowledgment => ({ result: { outcome: 'retry', detail }, trusted: false });
