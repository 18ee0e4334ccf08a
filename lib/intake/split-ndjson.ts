import { findFault } from '#lib/json';

/**
 * The items of an `application/fhir+ndjson` payload: the bytes of each line that says something, in order, without its
 * line end (LF or CRLF) and byte order mark; no copies. Blank lines are no items. A single Bundle written over several
 * lines (as people paste it) is one item. Linear, and lazy: who counts may stop before 25 million one-letter lines are
 * objects. Whether a line is JSON is the reader's business.
 */
export function* splitNdjson(payload: Buffer): Generator<Buffer> {
  let start = firstWord(payload, 0);
  if (isOnePrettyBundle(payload, start)) {
    yield payload.subarray(start);
    return;
  }
  while (start < payload.length) {
    const end = endOfLine(payload, start);
    yield payload.subarray(start, payload[end - 1] === RETURN ? end - 1 : end);
    start = firstWord(payload, end);
  }
}

const [FEED, RETURN, QUOTE, BACKSLASH] = [0x0a, 0x0d, 0x22, 0x5c] as const;

/** Index of the line feed that ends the line at `start`. A loop: a native search costs too much on millions of short lines. */
function endOfLine(payload: Buffer, start: number): number {
  let end = start;
  while (end < payload.length && payload[end] !== FEED) end += 1;
  return end;
}

/** Index of the first byte from `start` on that says something: no blank, no line end, no byte order mark. */
function firstWord(payload: Buffer, start: number): number {
  let at = start;
  for (; at < payload.length; at += 1) {
    const byte = payload[at];
    if (byte === 0xef && payload[at + 1] === 0xbb && payload[at + 2] === 0xbf) at += 2;
    else if (byte !== 0x20 && byte !== 0x09 && byte !== RETURN && byte !== FEED) break;
  }
  return at;
}

/**
 * Whether the whole is one Bundle over several lines. Brackets are counted first: a first line that closes what it opens
 * is a line of its own, and only a whole that closes at its end alone is parsed to see that it is a Bundle.
 */
function isOnePrettyBundle(payload: Buffer, start: number): boolean {
  if (payload[start] !== 0x7b || closesAt(payload, start, endOfLine(payload, start)) !== 'open') return false;
  const closed = closesAt(payload, start, payload.length);
  if (closed === 'open' || firstWord(payload, closed + 1) < payload.length) return false;
  try {
    const text = payload.toString('utf8', start, closed + 1);
    // Too deep or too many values to be parsed: the reader says so.
    if (findFault(text)) return true;
    const whole: unknown = JSON.parse(text);
    return typeof whole === 'object' && whole !== null && 'resourceType' in whole && whole.resourceType === 'Bundle';
  } catch {
    return false;
  }
}

/** Where the value that opens at `start` closes before `end`. */
function closesAt(text: Buffer, start: number, end: number): number | 'open' {
  let depth = 0;
  for (let at = start; at < end; at += 1) {
    const byte = text[at];
    if (byte === QUOTE) at = endOfString(text, at, end);
    else if (byte === 0x7b || byte === 0x5b) depth += 1;
    else if ((byte === 0x7d || byte === 0x5d) && (depth -= 1) === 0) return at;
  }
  return 'open';
}

function endOfString(text: Buffer, start: number, end: number): number {
  let at = start + 1;
  while (at < end && text[at] !== QUOTE) at += text[at] === BACKSLASH ? 2 : 1;
  return at;
}
