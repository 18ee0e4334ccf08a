import { decodeHl7 } from '#lib/hl7/charset';
import { parseMessage, type Hl7Message } from '#lib/hl7/message';
import { splitHl7 } from '#lib/hl7/split-hl7';

/** One message of a file: parsed, or the reason why it cannot be. `text` is the message as decoded, without wrappers. */
export type Hl7Reading =
  | { kind: 'message'; text: string; encoding: string; message: Hl7Message; warnings: string[] }
  | { kind: 'broken'; text: string; reason: string };

/**
 * Reads the bytes of one or several HL7 v2 messages, in order. Each message is decoded on its own, as its MSH-18 says.
 * FHS, BHS, BTS and FTS wrappers and MLLP framing are skipped. Text in front of the first header is one broken reading;
 * bytes without any message give an empty list.
 */
export function readHl7(bytes: Uint8Array): Hl7Reading[] {
  const { count, messageAt, before } = splitHl7(Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength));
  const messages = Array.from({ length: count }, (_, index) => readHl7Message(messageAt(index)));
  return before ? [readHl7Message(before), ...messages] : messages;
}

/** Reads the bytes of one message, which begin with `MSH`. Never throws; a reason never quotes the message. */
export function readHl7Message(bytes: Buffer): Hl7Reading {
  if (!/^MSH[!-/:-@[-`{-~]/.test(bytes.toString('latin1', 0, 4))) {
    return { kind: 'broken', text: bytes.toString('utf8'), reason: 'it does not begin with an MSH segment' };
  }
  const decoding = decodeHl7(bytes);
  if (decoding.kind === 'unreadable') {
    return { kind: 'broken', text: bytes.toString('latin1'), reason: decoding.reason };
  }
  const { text, encoding } = decoding;
  const parsed = parseMessage(text);
  if (parsed.kind === 'broken') return { kind: 'broken', text, reason: parsed.reason };
  return {
    kind: 'message',
    text,
    encoding,
    message: parsed.message,
    warnings: [...decoding.warnings, ...parsed.warnings],
  };
}
