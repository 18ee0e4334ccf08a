import type { ItemReading } from '#lib/intake/intake-item';
import { noFhirBundle, unparsableFhir, unparsableMessage, type IntakeMessage } from '#lib/intake/messages';
import { readItem } from '#lib/intake/read-item';
import { readRequest, type MeantRequest, type WrittenRequest } from '#lib/intake/read-request';
import { splitPayload } from '#lib/intake/split-payload';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';
import type { Sender } from '#lib/settings/contract';

/** A payload as far as its receipt has to know it. */
export interface CheckedPayload {
  meant: MeantRequest;
  items: Buffer[];
  messages: IntakeMessage[];
  /** Whether a message refuses the whole. */
  refused: boolean;
}

/**
 * What is checked before a payload is taken in (contract §5): everything that headers and query say, and that at least one
 * item can be parsed. All problems are told together.
 */
export function checkPayload(
  request: WrittenRequest,
  bytes: Buffer,
  { format }: Sender,
  settings: SettingsSnapshot,
): CheckedPayload {
  const { meant, messages } = readRequest(request, format, (name) => settings.findDestination(name) !== undefined);
  const split = splitPayload(format, bytes);
  messages.push(...split.messages);
  if (!hasError(messages)) messages.push(...unreadable(format, split.items));
  return { meant, items: split.items, messages, refused: hasError(messages) };
}

const hasError = (messages: readonly IntakeMessage[]): boolean => messages.some(({ level }) => level === 'error');

/** Nothing while any item can be parsed; else why none can, one by one. */
function unreadable(format: 'HL7' | 'FHIR', items: readonly Buffer[]): IntakeMessage[] {
  const messages: IntakeMessage[] = [];
  for (const [at, bytes] of items.entries()) {
    const reading = readItem(format, bytes);
    if (reading.kind !== 'unparsable') return [];
    messages.push(format === 'HL7' ? unparsableMessage() : fhirFault(at + 1, reading));
  }
  return messages;
}

const fhirFault = (line: number, { noBundle }: Extract<ItemReading, { kind: 'unparsable' }>): IntakeMessage =>
  noBundle ? noFhirBundle(line) : unparsableFhir(line);
