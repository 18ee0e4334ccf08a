/** An error or warning as the door tells it; `words` with its blanks in braces. */
export interface CataloguedMessage {
  level: 'error' | 'warning';
  scope: 'parameter' | 'report' | 'item';
  errorCode: 'UNKNOWN' | 'INVALID_MSG_PARSE' | 'INVALID_MSG_VALIDATION';
  words: string;
  /** What has to happen, in words. */
  when: string;
}

const told = (
  level: CataloguedMessage['level'],
  scope: CataloguedMessage['scope'],
  words: string,
  when: string,
): CataloguedMessage => ({ level, scope, errorCode: 'UNKNOWN', words, when });

/**
 * Every error and warning that a payload or an item can have: the words of the history contract's "List of Potential Errors
 * and Warnings", and ours. `docs/errors.md` is written from here (tests/intake/errors-page.test.ts).
 */
export const CATALOGUE = {
  unknownSender: told(
    'error',
    'parameter',
    "'client:{client}': unknown sender",
    'The organization has no sender of the name that `client` gives.',
  ),
  missingContentType: told('error', 'parameter', 'Missing Content-Type header', 'There is no `Content-Type`.'),
  otherContentType: told(
    'error',
    'parameter',
    "Resubmit as '{mediaType}'",
    'The `Content-Type` is not the one of the sender’s format.',
  ),
  noContent: told('error', 'parameter', 'Expecting a post message with content', 'The body has no bytes.'),
  blankMessages: told(
    'error',
    'parameter',
    'Blank message(s) found within file. Blank messages cannot be processed.',
    'A message is nothing but its MSH segment, or an MLLP frame is empty.',
  ),
  invalidReceiver: told(
    'error',
    'parameter',
    'Invalid receiver name: {name}',
    '`routeTo` names a destination that there is not.',
  ),
  invalidDefault: told(
    'error',
    'parameter',
    "'{text}' is not a valid default",
    '`default` is not `name:value`, or no filter knows that name.',
  ),
  invalidParameter: told(
    'error',
    'parameter',
    '{words}',
    '`allowDuplicate` is neither true nor false, or `payloadname` has more than 2048 characters.',
  ),
  deprecatedOption: told(
    'warning',
    'parameter',
    'Url Options Parameter, {option} has been deprecated. Valid options: {valid}',
    '`option=SkipInvalidItems`. Items that are not valid are left out anyway.',
  ),
  emptyPayload: told('error', 'report', 'Provided raw data is empty.', 'The body is nothing but white space.'),
  noHl7Messages: told(
    'error',
    'report',
    'Unable to find HL7 messages in provided data.',
    'No line of an HL7 payload begins with `MSH`.',
  ),
  unreadableHl7: told(
    'error',
    'report',
    'Parse error while attempting to iterate over HL7 raw message: text stands in front of the first MSH segment',
    'Text that belongs to no message would be lost.',
  ),
  noFhirBundle: told(
    'error',
    'report',
    '{index}: Unable to find FHIR Bundle in provided data.',
    'No line of a FHIR payload can be read, and this one is JSON, but no Bundle. From the 1,001st line on they are told together, as `further lines`.',
  ),
  unparsableFhir: told(
    'error',
    'report',
    '{index}: Unable to parse FHIR data.',
    'No line of a FHIR payload can be read, and this one is no strict JSON in UTF-8. From the 1,001st line on as above.',
  ),
  unparsableMessage: told(
    'error',
    'report',
    'Failed to parse message',
    'No message of an HL7 payload can be parsed; once for each of them.',
  ),
  invalidOption: told(
    'error',
    'report',
    '{option} is not a valid Option. Valid options: {valid}',
    '`option` is none of them.',
  ),
  tooManyItems: told(
    'error',
    'report',
    'The payload has more than {most} items; send it in parts',
    'It has more items than one payload may have.',
  ),
  payloadWarning: told(
    'warning',
    'report',
    '{words}',
    'A batch trailer counts otherwise, or text stands behind the last message.',
  ),
  itemNotParsed: {
    ...told(
      'error',
      'item',
      'exception while parsing {format}: {reason}',
      'One item among others cannot be parsed; the others go on.',
    ),
    errorCode: 'INVALID_MSG_PARSE',
  },
  itemNotValid: {
    ...told(
      'error',
      'item',
      '{failures}',
      'The item can be parsed, and is against the profile. HL7: `HL7 was not valid at {place} for validator: Radiology ORU^R01`; FHIR: a sentence with the element’s path.',
    ),
    errorCode: 'INVALID_MSG_VALIDATION',
  },
  itemFailed: told(
    'error',
    'item',
    'An unexpected error occurred requiring additional help. Contact whoever runs this server.',
    'A fault of ours in reading the item: it is logged, and the other items go on.',
  ),
  itemRefusedAsDuplicate: told(
    'error',
    'item',
    'Item is a duplicate of {earlier}.',
    '`allowDuplicate=false`, and the item came from this sender in the last 7 days.',
  ),
  duplicateItem: told(
    'warning',
    'item',
    'The same item {where}.',
    'The item came from this sender in the last 7 days, or stands earlier in the payload.',
  ),
  itemNotFiled: told(
    'warning',
    'item',
    'Not filed with an appointment: {reason}',
    'The item is a report, and the matching rule finds no one appointment for it.',
  ),
  itemWarning: told(
    'warning',
    'item',
    '{words}',
    'The item is used, and something of it is not as it was sent, or had to be guessed.',
  ),
} as const satisfies Record<string, CataloguedMessage>;

export type MessageName = keyof typeof CATALOGUE;

/** Names of the blanks in a text. */
type BlankOf<Words extends string> = Words extends `${string}{${infer Name}}${infer Rest}`
  ? Name | BlankOf<Rest>
  : never;

/** The values that a message's blanks take. */
export type ValuesOf<Name extends MessageName> = Record<BlankOf<(typeof CATALOGUE)[Name]['words']>, string | number>;
