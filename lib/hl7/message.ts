import { literal, unescapeText, type Hl7Delimiters } from '#lib/hl7/escapes';

/** One segment as written, still escaped; its fields are taken apart when they are asked for. */
export interface Hl7Segment {
  id: string;
  text: string;
}

/** One HL7 v2 message, split into segments; nothing is unescaped before it is asked for. */
export interface Hl7Message {
  delimiters: Hl7Delimiters;
  segments: Hl7Segment[];
}

export type ParsedMessage =
  | { kind: 'message'; message: Hl7Message; warnings: string[] }
  | { kind: 'broken'; reason: string };

/** Reads MSH-1 and MSH-2; characters that MSH-2 leaves out take HL7's recommended values. */
function readDelimiters(text: string): Hl7Delimiters | string {
  const field = text.charAt(3);
  const [declared = ''] = (text.slice(4, 16).split(field)[0] ?? '').split(/[\r\n]/);
  if (declared === '') return 'MSH-2 is empty: the encoding characters are unknown';
  if (declared.length > 5) return 'MSH-2 has more than five encoding characters';
  const all = field + declared;
  if (!/^[!-/:-@[-`{-~]+$/.test(all) || new Set(all).size !== all.length) {
    return 'MSH-1 and MSH-2 must be different punctuation characters of ASCII';
  }
  const or = (at: number, usual: string): string => declared.charAt(at) || (all.includes(usual) ? '' : usual);
  return {
    field,
    component: declared.charAt(0),
    repetition: or(1, '~'),
    escape: or(2, '\\'),
    subcomponent: or(3, '&'),
    truncation: declared.charAt(4),
  };
}

/** A message with more segments is no radiology result: its text could have 2 MiB at most. */
const MOST_SEGMENTS = 200_000;

/** CR and CRLF as LF, by the bytes: replacing millions of matches in a string takes gigabytes and many seconds. */
function withLineFeeds(text: string): string {
  const bytes = Buffer.from(text);
  let to = 0;
  for (let at = 0; at < bytes.length; at += 1, to += 1) {
    const byte = bytes[at] as number;
    bytes[to] = byte === 0x0d ? 0x0a : byte;
    if (byte === 0x0d && bytes[at + 1] === 0x0a) at += 1;
  }
  return bytes.toString('utf8', 0, to);
}

const isLineEnd = (character: string): boolean => character === '\r' || character === '\n';

/**
 * Splits a message into its segments, which end at CR, LF or CRLF. Line breaks that are not followed by a segment belong
 * to the text they stand in and are kept as "\n". Linear in the length, whatever the text; null for too many segments.
 */
function splitSegments(text: string, field: string): { segments: Hl7Segment[]; stray: number } | null {
  const segments: Hl7Segment[] = [];
  let stray = 0;
  const add = (from: number, end: number): void => {
    let to = end;
    while (to > from && isLineEnd(text.charAt(to - 1))) to -= 1;
    const written = text.slice(from, to);
    const isStray = written.includes('\r') || written.includes('\n');
    if (isStray) stray += 1;
    segments.push({ id: written.slice(0, 3), text: isStray ? withLineFeeds(written) : written });
  };
  const start = new RegExp(`[\\r\\n](?=[A-Z][A-Z0-9]{2}${literal(field)})`, 'g');
  let from = 0;
  for (let found = start.exec(text); found; found = start.exec(text)) {
    if (segments.length >= MOST_SEGMENTS) return null;
    add(from, found.index);
    from = found.index + 1;
  }
  add(from, text.length);
  return { segments, stray };
}

/**
 * Parses the text of one message that begins with `MSH`. A line that does not begin like a segment is a stray line
 * break inside the one before: it is kept there, with a warning.
 */
export function parseMessage(text: string): ParsedMessage {
  const delimiters = readDelimiters(text);
  if (typeof delimiters === 'string') return { kind: 'broken', reason: delimiters };
  const split = splitSegments(text, delimiters.field);
  if (!split) return { kind: 'broken', reason: `it has more than ${MOST_SEGMENTS.toLocaleString('en')} segments` };
  const { segments, stray } = split;
  const warnings = stray === 0 ? [] : [`stray line breaks in ${stray} segment(s) were kept as part of the text`];
  return { kind: 'message', message: { delimiters, segments }, warnings };
}

/** The first segment with this id, if there is one. */
export const firstSegment = (message: Hl7Message, id: string): Hl7Segment | undefined =>
  message.segments.find((segment) => segment.id === id);

/** A field as written, still escaped; '' when it is not there. In MSH, field 1 is the field separator itself. */
export function fieldOf(message: Hl7Message, segment: Hl7Segment | undefined, field: number): string {
  if (!segment) return '';
  const { field: separator } = message.delimiters;
  if (segment.id === 'MSH' && field === 1) return separator;
  const at = segment.id === 'MSH' ? field - 1 : field;
  return segment.text.split(separator, at + 1)[at] ?? '';
}

/** The repetitions of a field as written, still escaped, the first `most` of them. An absent or empty field has none. */
export function repetitions(
  message: Hl7Message,
  segment: Hl7Segment | undefined,
  field: number,
  most?: number,
): string[] {
  const value = fieldOf(message, segment, field);
  if (value === '') return [];
  const isDelimiters = segment?.id === 'MSH' && field <= 2;
  return isDelimiters || message.delimiters.repetition === ''
    ? [value]
    : value.split(message.delimiters.repetition, most);
}

const part = (text: string, separator: string, at: number): string =>
  (separator === '' ? [text] : text.split(separator, at))[at - 1] ?? '';

/**
 * One value, unescaped: all positions count from 1 as in the standard, and a missing segment or part is ''.
 * MSH-1 and MSH-2 are given whole. HL7's explicit null `""` is given as written.
 */
export function get(
  message: Hl7Message,
  segment: Hl7Segment | undefined,
  field: number,
  repetition = 1,
  component = 1,
  subcomponent = 1,
): string {
  const raw = repetitions(message, segment, field, repetition)[repetition - 1] ?? '';
  if (segment?.id === 'MSH' && field <= 2) return raw;
  return valueIn(message, raw, component, subcomponent);
}

/** No code or name is longer: only texts are, which have readers of their own. In characters. */
const LONGEST_VALUE = 65_536;

/** One value of a repetition as written, unescaped unless it is longer than any; positions count from 1. */
export function valueIn({ delimiters }: Hl7Message, repetition: string, component: number, subcomponent = 1): string {
  const value = part(part(repetition, delimiters.component, component), delimiters.subcomponent, subcomponent);
  return value.length > LONGEST_VALUE ? value : unescapeText(value, delimiters);
}

/** One component, unescaped, with any bare subcomponent separators in it: for fields whose value is plain text. */
export function componentText(
  message: Hl7Message,
  segment: Hl7Segment | undefined,
  field: number,
  component = 1,
  repetition = 1,
): string {
  const raw = repetitions(message, segment, field, repetition)[repetition - 1] ?? '';
  return unescapeText(part(raw, message.delimiters.component, component), message.delimiters);
}
