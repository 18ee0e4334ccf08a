import type { MessageName } from '#lib/intake/message-catalogue';

/** A row of the history contract's "List of Potential Errors and Warnings", and what has become of it here. */
export interface ContractRow {
  level: 'ERR' | 'WARN' | 'INFO' | 'FILTER' | '';
  /** An error code, or the HTTP status of an answer that is no submission. */
  code: string;
  scope: string;
  message: string;
  /** `as`: the message of the catalogue that it is; `where`: who else tells it; `never`: why it cannot occur. */
  here: { as: MessageName; but?: string } | { where: string } | { never: string };
}

const ERROR_REPORT = { level: 'ERR', code: 'UNKNOWN', scope: 'Report' } as const;
const ERROR_PARAMETER = { level: 'ERR', code: 'UNKNOWN', scope: 'Parameter' } as const;
const WARNING_ITEM = { level: 'WARN', code: 'UNKNOWN', scope: 'Item' } as const;
const NOT_ROUTED = {
  ...WARNING_ITEM,
  message:
    'Item was not routed to $receiverOrg.$receiverName because it did not pass the $filterType. Item failed on: $filter',
};
const FAULT =
  'It stands for a fault in the original’s own code. A fault of ours is the 500 below, and of one item `itemFailed`.';
const OTHER_SERVICE =
  'It belongs to the original’s second, separate entrance, which takes other parameters. Here the profile says it of the item, with its place.';
const CONDITIONS =
  'The original maps the codes of laboratory tests to reportable conditions. A radiology report has none, and no filter here asks for one.';

/** In the contract's order, rows that stand there twice included. */
export const CONTRACT_ROWS: readonly ContractRow[] = [
  {
    ...ERROR_REPORT,
    message: 'Unable to find HL7 messages in provided data.',
    here: { as: 'noHl7Messages' },
  },
  { ...ERROR_REPORT, message: 'Provided raw data is empty.', here: { as: 'emptyPayload' } },
  {
    ...ERROR_REPORT,
    message: '$index: Unable to find FHIR Bundle in provided data.',
    here: { as: 'noFhirBundle' },
  },
  { ...ERROR_REPORT, message: '$index: Unable to parse FHIR data.', here: { as: 'unparsableFhir' } },
  {
    level: 'WARN',
    code: 'UNKNOWN',
    scope: 'Parameter',
    message: 'Url Options Parameter, $optionsText has been deprecated. Valid options: ${Options.activeValues}',
    here: { as: 'deprecatedOption' },
  },
  { ...ERROR_REPORT, message: 'IllegalArgumentException.message', here: { as: 'tooManyItems' } },
  { ...ERROR_REPORT, message: 'IllegalStateException.message', here: { never: FAULT } },
  { ...ERROR_REPORT, message: 'IllegalArgumentException.message', here: { as: 'tooManyItems' } },
  { ...ERROR_REPORT, message: 'IllegalStateException.message', here: { never: FAULT } },
  { ...ERROR_REPORT, message: 'Options.InvalidOptionException.message', here: { as: 'invalidOption' } },
  {
    level: 'INFO',
    code: 'UNKNOWN',
    scope: 'Translation',
    message: 'IllegalStateException.localizedMessage',
    here: {
      never:
        'Nothing is translated on the way in. A file that cannot be made says so as its destination’s `lastError`.',
    },
  },
  {
    level: 'FILTER',
    code: 'UNKNOWN',
    scope: 'Translation',
    message: 'For $receiverName, filter $filterName$filterArgs filtered out item $filteredTrackingElement.',
    here: {
      where:
        '`filteredReportRows` and `filteredReportItems` of the destination, in the one line of the contract’s example',
    },
  },
  {
    level: 'INFO',
    code: 'UNKNOWN',
    scope: 'Report',
    message: 'An unexpected error occurred requiring additional help. Contact the ReportStream team at …',
    here: {
      as: 'itemFailed',
      but: 'told as an error of the item that it happened to, and names whoever runs the server',
    },
  },
  {
    level: 'WARN',
    code: 'INVALID_MSG_CONDITION_MAPPING',
    scope: 'Item',
    message: 'Observation missing code',
    here: { never: CONDITIONS },
  },
  {
    level: 'WARN',
    code: 'INVALID_MSG_CONDITION_MAPPING',
    scope: 'Item',
    message: 'Missing mapping for code(s): …',
    here: { never: CONDITIONS },
  },
  { ...NOT_ROUTED, here: { where: 'each quality filter that an item does not pass' } },
  { ...NOT_ROUTED, here: { where: 'each routing filter that an item does not pass' } },
  { ...NOT_ROUTED, here: { where: 'each processing mode or condition filter that an item does not pass' } },
  {
    ...ERROR_REPORT,
    message: 'Unable to find HL7 messages in provided data.',
    here: { as: 'noHl7Messages' },
  },
  { ...ERROR_PARAMETER, message: 'Invalid receiver name: $it', here: { as: 'invalidReceiver' } },
  { ...ERROR_PARAMETER, message: 'InvalidParameterException.message', here: { as: 'invalidParameter' } },
  { ...ERROR_PARAMETER, message: "'$CLIENT_PARAMETER:$clientName': unknown sender", here: { as: 'unknownSender' } },
  { ...ERROR_PARAMETER, message: 'Missing Content-Type header', here: { as: 'missingContentType' } },
  { ...ERROR_PARAMETER, message: "Resubmit as '${sender.format.mimeType}'", here: { as: 'otherContentType' } },
  {
    ...ERROR_PARAMETER,
    message: 'Blank message(s) found within file. Blank messages cannot be processed.',
    here: { as: 'blankMessages' },
  },
  { ...ERROR_PARAMETER, message: 'Expecting a post message with content', here: { as: 'noContent' } },
  { ...ERROR_PARAMETER, message: "'$it' is not a valid default", here: { as: 'invalidDefault' } },
  { ...ERROR_REPORT, message: 'Provided raw data is empty.', here: { as: 'emptyPayload' } },
  {
    ...ERROR_REPORT,
    message: 'Parse error while attempting to iterate over HL7 raw message',
    here: { as: 'unreadableHl7', but: 'says what the parse error is' },
  },
  {
    ...ERROR_REPORT,
    message: 'Received unsupported report format: $format',
    here: { never: 'Settings know senders of HL7 and of FHIR only; whatever else comes is `otherContentType`.' },
  },
  {
    level: 'ERR',
    code: 'INVALID_MSG_PARSE',
    scope: 'Item',
    message: 'exception while parsing HL7: …',
    here: { as: 'itemNotParsed' },
  },
  {
    level: 'ERR',
    code: 'INVALID_MSG_PARSE',
    scope: 'Item',
    message: 'exception while parsing FHIR: …',
    here: { as: 'itemNotParsed' },
  },
  {
    level: 'ERR',
    code: 'INVALID_MSG_VALIDATION',
    scope: 'Item',
    message: 'HL7 was not valid at ${it.path} for validator: ${validator.validatorProfileName}',
    here: { as: 'itemNotValid' },
  },
  {
    level: 'ERR',
    code: 'INVALID_MSG_VALIDATION',
    scope: 'Item',
    message: 'SingleValidationMessage.message',
    here: { as: 'itemNotValid' },
  },
  {
    level: 'ERR',
    code: 'INVALID_MSG_CONVERSION',
    scope: 'Item',
    message: 'exception while converting HL7: …',
    here: { never: 'HL7 is not converted: an item is read as it is, and what cannot be read is one of the two above.' },
  },
  { ...ERROR_REPORT, message: 'Exception.message', here: { never: FAULT } },
  { ...ERROR_REPORT, message: 'Validation Failed: …', here: { never: OTHER_SERVICE } },
  { ...ERROR_REPORT, message: 'Required field missing: …', here: { never: OTHER_SERVICE } },
  { ...ERROR_REPORT, message: 'Data type error: …', here: { never: OTHER_SERVICE } },
  { ...ERROR_REPORT, message: 'Failed to parse message', here: { as: 'unparsableMessage' } },
  {
    level: '',
    code: '500',
    scope: '',
    message: '{"error": "Internal error at …"}',
    here: { where: 'a fault of ours; whether a payload was stored, its history tells' },
  },
  {
    level: '',
    code: '404',
    scope: '',
    message: 'IllegalStateException.message',
    here: { where: 'an item that is not on the unmatched list (any more)' },
  },
  {
    level: '',
    code: '401',
    scope: '',
    message: 'Authentication Failed',
    here: { where: 'no valid token, and no session' },
  },
  {
    level: '',
    code: '404',
    scope: '',
    message: '$id is not a valid report',
    here: { where: 'a history that is not there, or is another organization’s' },
  },
  {
    level: '',
    code: '401',
    scope: '',
    message: 'Unauthorized',
    here: { where: 'a caller without the scope or the organization' },
  },
];
