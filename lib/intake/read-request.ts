import {
  deprecatedOption,
  invalidDefault,
  invalidOption,
  invalidParameter,
  invalidReceiver,
  missingContentType,
  otherContentType,
  type IntakeMessage,
} from '#lib/intake/messages';
import { FIELD_NAMES, type FieldName } from '#lib/routing/contract';

/** Media types that payloads come as, by the sender's format. */
export const MEDIA_TYPES = { HL7: 'application/hl7-v2', FHIR: 'application/fhir+ndjson' } as const;

/** `option=`: what is to be done with a payload that is in order. */
export const OPTIONS = ['None', 'ValidatePayload', 'CheckConnections', 'SkipSend', 'SendImmediately'] as const;
export type Option = (typeof OPTIONS)[number];

const LONGEST_NAME = 2048;

/** A POST to the door as it was written. */
export interface WrittenRequest {
  contentType: string | null;
  payloadName: string | undefined;
  option: string | undefined;
  routeTo: string | undefined;
  allowDuplicate: string | undefined;
  /** `default=name:value,…` */
  defaults: string | undefined;
}

/** The same as it is meant. */
export interface MeantRequest {
  externalName: string | null;
  option: Option;
  /** Full names; null: wherever the filters say. */
  routeTo: string[] | null;
  allowDuplicate: boolean;
  defaults: Partial<Record<FieldName, string>>;
}

/**
 * Reads what headers and query ask for, telling every problem at once (contract §5). What a message with level `error` is
 * about takes its default in `meant`.
 */
export function readRequest(
  request: WrittenRequest,
  format: keyof typeof MEDIA_TYPES,
  isReceiver: (name: string) => boolean,
): { meant: MeantRequest; messages: IntakeMessage[] } {
  const messages: IntakeMessage[] = [];
  const option = readOption(request.option, messages);
  const named = request.payloadName ?? '';
  if (named.length > LONGEST_NAME) {
    messages.push(invalidParameter(`payloadname must have at most ${LONGEST_NAME} characters`));
  }
  const routeTo = listOf(request.routeTo);
  messages.push(...routeTo.filter((name) => !isReceiver(name)).map(invalidReceiver));
  const allowDuplicate = readBoolean(request.allowDuplicate, messages);
  const defaults = readDefaults(request.defaults, messages);
  checkMediaType(request.contentType, MEDIA_TYPES[format], messages);
  const externalName = named === '' || named.length > LONGEST_NAME ? null : named;
  const meant = { externalName, option, routeTo: routeTo.length > 0 ? routeTo : null, allowDuplicate, defaults };
  return { meant, messages };
}

const listOf = (text = ''): string[] =>
  text
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '');

function readOption(written: string | undefined, messages: IntakeMessage[]): Option {
  if (written === undefined || written === '') return 'None';
  if (written === 'SkipInvalidItems') {
    messages.push(deprecatedOption(written, OPTIONS));
    return 'None';
  }
  const option = OPTIONS.find((name) => name === written);
  if (!option) messages.push(invalidOption(written.slice(0, 100), OPTIONS));
  return option ?? 'None';
}

function readBoolean(written: string | undefined, messages: IntakeMessage[]): boolean {
  const word = written?.toLowerCase() ?? 'true';
  if (word !== 'true' && word !== 'false') messages.push(invalidParameter('allowDuplicate must be true or false'));
  return word !== 'false';
}

function readDefaults(written: string | undefined, messages: IntakeMessage[]): MeantRequest['defaults'] {
  const defaults: MeantRequest['defaults'] = {};
  for (const pair of listOf(written)) {
    const [, name, value] = /^([a-z_]+):(.+)$/.exec(pair) ?? [];
    const field = FIELD_NAMES.find((known) => known === name);
    if (field && value) defaults[field] = value.trim();
    else messages.push(invalidDefault(pair.slice(0, 100)));
  }
  return defaults;
}

/** The sender's own media type; parameters are fine (contract §5). */
function checkMediaType(contentType: string | null, wanted: string, messages: IntakeMessage[]): void {
  const [type = ''] = (contentType ?? '').split(';');
  if (type.trim() === '') messages.push(missingContentType());
  else if (type.trim().toLowerCase() !== wanted) messages.push(otherContentType(wanted));
}
