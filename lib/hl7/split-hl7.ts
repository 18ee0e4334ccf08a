/** A payload taken apart; nothing is copied, every Buffer is a view of the payload. */
export interface Hl7Split {
  /** How many messages there are. */
  count: number;
  /** The bytes of one message, from 0: from `MSH` to its last byte that is no line end or framing. */
  messageAt: (index: number) => Buffer;
  /**
   * Messages without content: MSH segments alone, and empty MLLP frames. The former are counted as messages too, so that
   * positions stay those of the payload.
   */
  blank: number;
  /** What stands before the first header; null when nothing does but blanks. */
  before: Buffer | null;
  /** About the payload as a whole, at most 21: counts that lie, text outside of messages. They quote nothing. */
  warnings: string[];
}

const [TAB, LF, VT, CR, FS, SPACE] = [0x09, 0x0a, 0x0b, 0x0d, 0x1c, 0x20];
const BOM = 0xefbbbf;
const FIRST_LETTERS = Buffer.from('MFB');
const PIPE = 0x7c;
const MOST_WARNINGS = 20;
const MOST_ENCODING_CHARACTERS = 5;

/** Three bytes as one number. */
const three = (bytes: Buffer, at: number): number =>
  ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8) | (bytes[at + 2] ?? 0);
const named = (name: string): number => three(Buffer.from(name), 0);
const MSH = named('MSH');
const wrappers = new Map<number, Wrapper>((['FHS', 'BHS', 'BTS', 'FTS'] as const).map((name) => [named(name), name]));

const isPunctuation = (byte: number): boolean =>
  byte > SPACE && byte < 0x7f && !(byte >= 0x30 && byte <= 0x39) && !((byte | 0x20) >= 0x61 && (byte | 0x20) <= 0x7a);

type Wrapper = 'FHS' | 'BHS' | 'BTS' | 'FTS';

/** Keeps the counts of batches and compares them with what their trailers say (HL7 2.5.1 §2.10.3). */
class BatchCounts {
  readonly warnings: string[] = [];
  private batches = 0;
  private messages = 0;
  private trailers = 0;
  private isOpen = false;
  private lies = 0;

  addMessage(): void {
    this.messages += 1;
  }

  addWrapper(kind: Wrapper, first: () => string): void {
    if (kind === 'BTS') {
      this.trailers += 1;
      this.compare(`BTS-1 of batch ${this.trailers}`, first, this.messages, 'message(s)');
    }
    // Batch headers and trailers are optional: messages without them are one batch.
    if (this.isOpen || this.messages > 0 || kind === 'BTS') this.batches += 1;
    if (kind === 'FTS') this.compare('FTS-1', first, this.batches, 'batch(es)');
    if (kind === 'FTS' || kind === 'FHS') this.batches = 0;
    this.isOpen = kind === 'BHS';
    this.messages = 0;
  }

  private compare(field: string, first: () => string, found: number, unit: string): void {
    // A payload may be nothing but trailers: what is not told any more is not looked at.
    if (this.lies >= MOST_WARNINGS) return;
    const told = first();
    if (told === '' || (/^\d{1,9}$/.test(told) && Number(told) === found)) return;
    this.lies += 1;
    const says = /^\d{1,9}$/.test(told) ? `says ${Number(told)}` : 'is no count';
    this.warnings.push(`${field} ${says}, but ${found} ${unit} were found; all that were found are taken`);
  }
}

/**
 * Splits a payload (one message, several, or FHS/BHS batches) into the bytes of its messages, in one pass over the bytes,
 * whatever they are. Segments end at CR, LF or CRLF; MLLP framing and byte order marks are dropped; a header is a line
 * that begins with `MSH`, a delimiter of printable ASCII, and encoding characters (or a delimiter that was seen before).
 */
export function splitHl7(bytes: Buffer): Hl7Split {
  const ranges: number[] = [];
  const delimiters = new Set([PIPE]);
  const counts = new BatchCounts();
  let before: Buffer | null = null;
  let blank = 0;
  let outside = 0;
  let isInBatch = false;
  /** The current message, or text outside: where it begins, where its last byte that counts ends, its lines with content. */
  let from = 0;
  let to = 0;
  let lines = 0;
  let isMessage = false;

  const close = (): void => {
    if (isMessage) {
      ranges.push(from, to);
      counts.addMessage();
      if (lines === 1) blank += 1;
    } else if (lines > 0 && ranges.length === 0 && before === null) before = bytes.subarray(from, to);
    else if (lines > 0) outside += 1;
    isMessage = false;
    lines = 0;
  };

  let isFrameEmpty = false;
  for (let at = 0; at < bytes.length;) {
    if (bytes[at] === CR || bytes[at] === LF) {
      at += 1;
      continue;
    }
    if (bytes[at] === 0xef && three(bytes, at) === BOM) at += 3;
    const found = headerAt(bytes, at, delimiters, isInBatch);
    const end = lineEnd(bytes, at);
    if (found !== null) close();
    if (found === 'MSH') isMessage = true;
    if (found !== null && found !== 'MSH') {
      isInBatch = found === 'FHS' || found === 'BHS' || (found === 'BTS' && isInBatch);
      counts.addWrapper(found, () => firstField(bytes.subarray(at, Math.min(end, at + 40))));
    } else if (hasContent(bytes, at, end)) {
      if (lines === 0) from = at;
      lines += 1;
      to = end;
    }
    const ending = bytes[end];
    if (ending === FS && isFrameEmpty) blank += 1;
    if (ending === FS && isFrameEnd(bytes[end + 1])) close();
    isFrameEmpty = ending === VT || (isFrameEmpty && end === at && ending !== FS);
    at = end + 1;
  }
  close();
  const warnings = [...counts.warnings];
  if (outside > 0) warnings.push('text after a trailer or between MLLP frames belongs to no message and was not read');
  return {
    count: ranges.length / 2,
    messageAt: (index) => bytes.subarray(ranges[index * 2], ranges[index * 2 + 1]),
    blank,
    before,
    warnings,
  };
}

/** A frame's end byte is one only before a line end, another frame, or the end: else a text holds it. */
const isFrameEnd = (next: number | undefined): boolean =>
  next === undefined || next === CR || next === LF || next === VT;

/** Which header or trailer begins at this line start; null for anything else, such as a text that says `MSH: …`. */
function headerAt(bytes: Buffer, at: number, delimiters: Set<number>, isInBatch: boolean): 'MSH' | Wrapper | null {
  const letter = bytes[at];
  if (letter !== FIRST_LETTERS[0] && letter !== FIRST_LETTERS[1] && letter !== FIRST_LETTERS[2]) return null;
  const first = three(bytes, at);
  const name = first === MSH ? 'MSH' : wrappers.get(first);
  if (name === undefined) return null;
  const delimiter = bytes[at + 3] ?? CR;
  if (delimiters.has(delimiter)) return name;
  if (name === 'BTS' || name === 'FTS') return isInBatch && lineEnd(bytes, at) === at + 3 ? name : null;
  if (!isPunctuation(delimiter) || !hasEncodingCharacters(bytes, at + 4, delimiter)) return null;
  delimiters.add(delimiter);
  return name;
}

/** One to five punctuation characters, then the delimiter again or the end of the line. */
function hasEncodingCharacters(bytes: Buffer, from: number, delimiter: number): boolean {
  for (let at = from; at <= from + MOST_ENCODING_CHARACTERS; at += 1) {
    const byte = bytes[at] ?? CR;
    if (byte === delimiter || byte === CR || byte === LF) return at > from;
    if (!isPunctuation(byte)) return false;
  }
  return false;
}

/** Where the line that begins here ends: at CR, LF or a byte of MLLP's framing, else at the end of the payload. */
function lineEnd(bytes: Buffer, from: number): number {
  const { length } = bytes;
  for (let at = from; at < length; at += 1) {
    const byte = bytes[at] as number;
    if (byte < SPACE && (byte === CR || byte === LF || byte === VT || byte === FS)) return at;
  }
  return length;
}

function hasContent(bytes: Buffer, from: number, to: number): boolean {
  for (let at = from; at < to; at += 1) if (bytes[at] !== SPACE && bytes[at] !== TAB) return true;
  return false;
}

/** Field 1 of a trailer, its first component; '' when there is none. */
function firstField(line: Buffer): string {
  const text = line.toString('latin1');
  const [, field = ''] = text.length > 3 ? text.split(text.charAt(3), 2) : [];
  return (/^[^^]*/.exec(field)?.[0] ?? '').trim();
}
