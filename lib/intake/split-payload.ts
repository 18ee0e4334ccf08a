import {
  blankMessages,
  emptyPayload,
  noContent,
  noHl7Messages,
  payloadWarning,
  tooManyItems,
  unreadableHl7,
  type IntakeMessage,
} from '#lib/intake/messages';
import { splitHl7 } from '#lib/hl7/split-hl7';
import { splitNdjson } from '#lib/intake/split-ndjson';

/** Items that one payload may have. */
export const MOST_ITEMS = 100_000;

export interface SplitPayload {
  /** Views on the payload's bytes, in order. */
  items: Buffer[];
  messages: IntakeMessage[];
}

/** Splits a payload into its items; what it tells with level `error` refuses the whole. */
export function splitPayload(format: 'HL7' | 'FHIR', bytes: Buffer): SplitPayload {
  if (bytes.byteLength === 0) return refused(noContent());
  if (isBlank(bytes)) return refused(emptyPayload());
  return format === 'HL7' ? splitMessages(bytes) : splitLines(bytes);
}

const refused = (message: IntakeMessage): SplitPayload => ({ items: [], messages: [message] });
const tooMany = () => refused(tooManyItems(MOST_ITEMS));

function splitMessages(bytes: Buffer): SplitPayload {
  const { count, messageAt, blank, before, warnings } = splitHl7(bytes);
  if (blank > 0) return refused(blankMessages());
  if (count === 0) return refused(noHl7Messages());
  if (before) return refused(unreadableHl7());
  if (count > MOST_ITEMS) return tooMany();
  return { items: Array.from({ length: count }, (_, at) => messageAt(at)), messages: warnings.map(payloadWarning) };
}

function splitLines(bytes: Buffer): SplitPayload {
  const items: Buffer[] = [];
  for (const line of splitNdjson(bytes)) if (items.push(line) > MOST_ITEMS) return tooMany();
  return { items, messages: [] };
}

/** Nothing but white space and NUL. */
function isBlank(bytes: Buffer): boolean {
  for (const byte of bytes) if (byte > 0x20) return false;
  return true;
}
