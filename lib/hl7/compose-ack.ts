import { escapeText } from '#lib/hl7/escapes';
import { fieldOf, firstSegment, get, type Hl7Message } from '#lib/hl7/message';

/** Whether the sender asks for a commit acknowledgment: MSH-15 is `AL` (contract §5). */
export const wantsAck = (message: Hl7Message): boolean =>
  get(message, firstSegment(message, 'MSH'), 15).trim().toUpperCase() === 'AL';

/**
 * The commit acknowledgment (ACK of HL7 2.5.1, MSA-1 `CA`) of one message, segments ended by CR, to be sent as UTF-8.
 * It uses the sender's own delimiters, so that MSA-2 and the names of both sides are the very characters the sender
 * wrote; sender and receiver change places. `controlId` is the acknowledgment's own MSH-10, `at` its time.
 */
export function composeAck(message: Hl7Message, { controlId, at }: { controlId: string; at: Date }): string {
  const { delimiters } = message;
  const msh = firstSegment(message, 'MSH');
  const ours = (text: string): string => escapeText(text, delimiters);
  // A stray line break inside a field would end the segment.
  const theirs = (field: number): string =>
    fieldOf(message, msh, field).replace(/\p{Cc}/gu, (control) => escapeText(control, delimiters));
  const time = `${at.toISOString().slice(0, 19).replace(/\D/g, '')}+0000`;
  const trigger = get(message, msh, 9, 1, 2).trim();
  const type = trigger === '' ? ['ACK'] : ['ACK', trigger, 'ACK'];
  const header = [
    'MSH',
    fieldOf(message, msh, 2),
    theirs(5) || ours('Readout'),
    theirs(6),
    theirs(3),
    theirs(4),
    ours(time),
    '',
    type.map(ours).join(delimiters.component),
    ours(controlId),
    theirs(11) || 'P',
    ours('2.5.1'),
    '',
    '',
    'NE',
    'NE',
    '',
    ours('UNICODE UTF-8'),
  ];
  const acknowledgment = ['MSA', 'CA', theirs(10)];
  return [header, acknowledgment].map((fields) => `${fields.join(delimiters.field)}\r`).join('');
}
