import type { ItemReading } from '#lib/intake/intake-item';
import { CATALOGUE, type MessageName, type ValuesOf } from '#lib/intake/message-catalogue';
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

/** A message of the catalogue with its blanks filled in. */
function tell<Name extends MessageName>(name: Name, values: ValuesOf<Name>, item?: ItemRef): IntakeMessage {
  const { level, scope, errorCode, words } = CATALOGUE[name];
  const filled: Record<string, string | number> = values;
  return {
    level,
    scope,
    errorCode,
    message: words.replace(/\{(\w+)\}/g, (_, blank: string) => String(filled[blank])),
    itemIndex: item?.itemIndex ?? null,
    trackingId: item?.trackingId ?? null,
    field: null,
  };
}

export const unknownSender = (client: string) => tell('unknownSender', { client });
export const missingContentType = () => tell('missingContentType', {});
export const otherContentType = (mediaType: string) => tell('otherContentType', { mediaType });
export const noContent = () => tell('noContent', {});
export const blankMessages = () => tell('blankMessages', {});
export const invalidReceiver = (name: string) => tell('invalidReceiver', { name });
export const invalidDefault = (text: string) => tell('invalidDefault', { text });
export const invalidParameter = (words: string) => tell('invalidParameter', { words });
export const emptyPayload = () => tell('emptyPayload', {});
export const noHl7Messages = () => tell('noHl7Messages', {});
export const unreadableHl7 = () => tell('unreadableHl7', {});
export const noFhirBundle = (index: number | 'further lines') => tell('noFhirBundle', { index });
export const unparsableFhir = (index: number | 'further lines') => tell('unparsableFhir', { index });
export const unparsableMessage = () => tell('unparsableMessage', {});
export const tooManyItems = (most: number) => tell('tooManyItems', { most: most.toLocaleString('en') });
export const invalidOption = (option: string, valid: readonly string[]) =>
  tell('invalidOption', { option, valid: valid.join(', ') });
export const deprecatedOption = (option: string, valid: readonly string[]) =>
  tell('deprecatedOption', { option, valid: valid.join(', ') });

/** About the payload as a whole: batch counts that are not true, text behind the last message. */
export const payloadWarning = (words: string) => tell('payloadWarning', { words });

const itemNotParsed = (item: ItemRef, format: 'HL7' | 'FHIR', reason: string) =>
  tell('itemNotParsed', { format, reason }, item);

const itemNotValid = (item: ItemRef, failures: readonly string[]) =>
  tell('itemNotValid', { failures: failures.join(', ') }, item);

/** A fault of ours: whoever runs this server finds it in the log by the correlation id. */
export const itemFailed = (item: ItemRef) => tell('itemFailed', {}, item);

/** `submissionId`: of the earlier one; null when that stands earlier in the same payload. */
export const itemRefusedAsDuplicate = (item: ItemRef, submissionId: number | null) =>
  tell(
    'itemRefusedAsDuplicate',
    { earlier: submissionId === null ? 'an earlier item' : `submission ${submissionId}` },
    item,
  );

export const duplicateItem = (item: ItemRef, submissionId: number | null) =>
  tell(
    'duplicateItem',
    {
      where:
        submissionId === null
          ? 'stands earlier in this payload'
          : `came in submission ${submissionId} in the last 7 days`,
    },
    item,
  );

export const itemNotFiled = (item: ItemRef, reason: string) => tell('itemNotFiled', { reason }, item);

/** What a reading tells by itself: why it is no item, or its warnings. */
export function messagesOf(reading: ItemReading, itemIndex: number, format: 'HL7' | 'FHIR'): IntakeMessage[] {
  switch (reading.kind) {
    case 'unparsable':
      return [itemNotParsed({ itemIndex, trackingId: reading.trackingId }, format, reading.reason)];
    case 'invalid':
      return [itemNotValid({ itemIndex, trackingId: reading.trackingId }, reading.failures)];
    case 'read': {
      const item = { itemIndex, trackingId: reading.item.trackingId };
      return reading.item.warnings.map((words) => tell('itemWarning', { words }, item));
    }
  }
}
