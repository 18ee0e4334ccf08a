import type { ItemReading } from '#lib/intake/intake-item';
import { noFhirBundle, unparsableFhir, unparsableMessage, type IntakeMessage } from '#lib/intake/messages';
import { readItem } from '#lib/intake/read-item';
import { readRequest, type MeantRequest, type WrittenRequest } from '#lib/intake/read-request';
import { splitPayload } from '#lib/intake/split-payload';
import { takeTurns } from '#lib/intake/take-turns';
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
export async function checkPayload(
  request: WrittenRequest,
  bytes: Buffer,
  { format }: Sender,
  settings: SettingsSnapshot,
): Promise<CheckedPayload> {
  const { meant, messages } = readRequest(request, format, (name) => settings.findDestination(name) !== undefined);
  const split = splitPayload(format, bytes);
  messages.push(...split.messages);
  if (!hasError(messages)) messages.push(...(await unreadable(format, split.items)));
  return { meant, items: split.items, messages, refused: hasError(messages) };
}

const hasError = (messages: readonly IntakeMessage[]): boolean => messages.some(({ level }) => level === 'error');

/** Lines of FHIR that are told with their number; the others are told together: ten thousand are a megabyte. */
const MOST_LINES_TOLD = 1000;
/** Milliseconds of reading after which others get their turn. */
const SLICE_MS = 10;

/** Nothing while any item can be parsed; else why none can, one by one. */
async function unreadable(format: 'HL7' | 'FHIR', items: readonly Buffer[]): Promise<IntakeMessage[]> {
  const messages: IntakeMessage[] = [];
  const takeTurn = takeTurns(SLICE_MS);
  for (const [at, bytes] of items.entries()) {
    const reading = readItem(format, bytes);
    if (reading.kind !== 'unparsable') return [];
    messages.push(format === 'HL7' ? unparsableMessage() : fhirFault(at + 1, reading));
    await takeTurn();
  }
  return messages;
}

function fhirFault(line: number, { noBundle }: Extract<ItemReading, { kind: 'unparsable' }>): IntakeMessage {
  const told = line > MOST_LINES_TOLD ? 'further lines' : line;
  return noBundle ? noFhirBundle(told) : unparsableFhir(told);
}
