import type { ItemReading } from '#lib/intake/intake-item';
import type { SubmissionMessage } from '#lib/submissions/consolidate-messages';

/** An error or warning of a payload or of one of its items, as it is stored. */
export interface IntakeMessage extends SubmissionMessage {
  level: 'error' | 'warning';
}

/** Which item a message is about; its index counts from 1 in the payload. */
export interface ItemRef {
  itemIndex: number;
  trackingId: string | null;
}

type Told = Pick<IntakeMessage, 'level' | 'scope' | 'errorCode' | 'message'>;

const whole = (told: Told): IntakeMessage => ({ ...told, itemIndex: null, trackingId: null, field: null });
const ofItem = ({ itemIndex, trackingId }: ItemRef, told: Omit<Told, 'scope'>): IntakeMessage => ({
  ...told,
  scope: 'item',
  itemIndex,
  trackingId,
  field: null,
});

const error = (scope: 'parameter' | 'report', message: string) =>
  whole({ level: 'error', scope, errorCode: 'UNKNOWN', message });

/** The words of the contract's "List of Potential Errors and Warnings", each with its level, code and scope. */
export const unknownSender = (client: string) => error('parameter', `'client:${client}': unknown sender`);
export const missingContentType = () => error('parameter', 'Missing Content-Type header');
export const otherContentType = (mediaType: string) => error('parameter', `Resubmit as '${mediaType}'`);
export const noContent = () => error('parameter', 'Expecting a post message with content');
export const blankMessages = () =>
  error('parameter', 'Blank message(s) found within file. Blank messages cannot be processed.');
export const invalidReceiver = (name: string) => error('parameter', `Invalid receiver name: ${name}`);
export const invalidDefault = (text: string) => error('parameter', `'${text}' is not a valid default`);
export const invalidParameter = (words: string) => error('parameter', words);
export const emptyPayload = () => error('report', 'Provided raw data is empty.');
export const noHl7Messages = () => error('report', 'Unable to find HL7 messages in provided data.');
export const noFhirBundle = (line: number) => error('report', `${line}: Unable to find FHIR Bundle in provided data.`);
export const unparsableFhir = (line: number) => error('report', `${line}: Unable to parse FHIR data.`);
export const unparsableMessage = () => error('report', 'Failed to parse message');
export const invalidOption = (option: string, valid: readonly string[]) =>
  error('report', `${option} is not a valid Option. Valid options: ${valid.join(', ')}`);

export const deprecatedOption = (option: string, valid: readonly string[]) =>
  whole({
    level: 'warning',
    scope: 'parameter',
    errorCode: 'UNKNOWN',
    message: `Url Options Parameter, ${option} has been deprecated. Valid options: ${valid.join(', ')}`,
  });

/** About the payload as a whole: batch counts that are not true, text in front of the first message. */
export const payloadWarning = (message: string) =>
  whole({ level: 'warning', scope: 'report', errorCode: 'UNKNOWN', message });

export const itemNotParsed = (item: ItemRef, format: 'HL7' | 'FHIR', reason: string) =>
  ofItem(item, {
    level: 'error',
    errorCode: 'INVALID_MSG_PARSE',
    message: `exception while parsing ${format}: ${reason}`,
  });

export const itemNotValid = (item: ItemRef, failures: readonly string[]) =>
  ofItem(item, { level: 'error', errorCode: 'INVALID_MSG_VALIDATION', message: failures.join(', ') });

/** A fault of ours: whoever runs this server finds it in the log by the correlation id. */
export const itemFailed = (item: ItemRef) =>
  ofItem(item, {
    level: 'error',
    errorCode: 'UNKNOWN',
    message: 'An unexpected error occurred requiring additional help. Contact whoever runs this server.',
  });

/** `submissionId`: of the earlier one; null when that stands earlier in the same payload. */
export const itemRefusedAsDuplicate = (item: ItemRef, submissionId: number | null) =>
  ofItem(item, {
    level: 'error',
    errorCode: 'UNKNOWN',
    message: `Item is a duplicate of ${submissionId === null ? 'an earlier item' : `submission ${submissionId}`}.`,
  });

export const itemWarning = (item: ItemRef, message: string) =>
  ofItem(item, { level: 'warning', errorCode: 'UNKNOWN', message });

export const duplicateItem = (item: ItemRef, submissionId: number | null) =>
  itemWarning(
    item,
    submissionId === null
      ? 'The same item stands earlier in this payload.'
      : `The same item came in submission ${submissionId} in the last 7 days.`,
  );

export const itemNotFiled = (item: ItemRef, reason: string) =>
  itemWarning(item, `Not filed with an appointment: ${reason}`);

/** What a reading tells by itself: why it is no item, or its warnings. */
export function messagesOf(reading: ItemReading, itemIndex: number, format: 'HL7' | 'FHIR'): IntakeMessage[] {
  switch (reading.kind) {
    case 'unparsable':
      return [itemNotParsed({ itemIndex, trackingId: reading.trackingId }, format, reading.reason)];
    case 'invalid':
      return [itemNotValid({ itemIndex, trackingId: reading.trackingId }, reading.failures)];
    case 'read': {
      const item = { itemIndex, trackingId: reading.item.trackingId };
      return reading.item.warnings.map((warning) => itemWarning(item, warning));
    }
  }
}
