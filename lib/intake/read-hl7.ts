import { decodeBytes } from '#lib/intake/hl7-escapes';
import { parseMessage, type Hl7Message } from '#lib/intake/hl7-message';

/** One message of a file: parsed, or the reason why it cannot be. `text` is the message as decoded, without wrappers. */
export type Hl7Reading =
  | { kind: 'message'; text: string; encoding: 'utf-8' | 'iso-8859-1'; message: Hl7Message; warnings: string[] }
  | { kind: 'broken'; text: string; reason: string };

const HEADER = /(?<![^\r\n\v])(?=(?:MSH|FHS|BHS|BTS|FTS)[^A-Za-z0-9\s])/;

/** Without what may stand around a message: a UTF-8 byte order mark, MLLP's framing bytes, line ends. */
function unframed(chunk: string): string {
  const around = '\v\x1C\r\n';
  let from = chunk.startsWith('\xEF\xBB\xBF') ? 3 : 0;
  let to = chunk.length;
  while (from < to && around.includes(chunk.charAt(from))) from += 1;
  while (to > from && around.includes(chunk.charAt(to - 1))) to -= 1;
  return chunk.slice(from, to);
}

/**
 * Reads the bytes of one or several HL7 v2 messages, in order. Each message is decoded on its own: strictly as UTF-8,
 * else as ISO-8859-1 with a warning. FHS, BHS, BTS and FTS wrappers and MLLP framing are skipped. Text in front of the
 * first header is one broken reading; bytes without any message give an empty list.
 */
export function readHl7(bytes: Uint8Array): Hl7Reading[] {
  const chunks = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1').split(HEADER);
  return chunks.flatMap((chunk) => {
    const framed = unframed(chunk);
    if (framed.trim() === '' || /^(?:FHS|BHS|BTS|FTS)[^A-Za-z0-9\s]/.test(framed)) return [];
    return [readMessage(Buffer.from(framed, 'latin1'))];
  });
}

function readMessage(bytes: Buffer): Hl7Reading {
  const { text, encoding } = decodeBytes(bytes);
  if (!/^MSH[^A-Za-z0-9\s]/.test(text))
    return { kind: 'broken', text, reason: 'it does not begin with an MSH segment' };
  const parsed = parseMessage(text);
  if (parsed.kind === 'broken') return { kind: 'broken', text, reason: parsed.reason };
  const warnings = encoding === 'utf-8' ? [] : ['the message is not valid UTF-8; it was read as ISO-8859-1'];
  return { kind: 'message', text, encoding, message: parsed.message, warnings: [...warnings, ...parsed.warnings] };
}
