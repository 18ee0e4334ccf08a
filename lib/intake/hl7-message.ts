import { unescapeText, type Hl7Delimiters } from '#lib/intake/hl7-escapes';

/** One segment. `fields[n]` is field n as written (still escaped); in MSH, field 1 is the field separator itself. */
export interface Hl7Segment {
  id: string;
  fields: string[];
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
  if (/[A-Za-z0-9\s]/.test(all) || new Set(all).size !== all.length) {
    return 'MSH-1 and MSH-2 must be different characters, none of them a letter, digit or blank';
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

/**
 * Splits a message into the texts of its segments, which end at CR, LF or CRLF. Line breaks that are not followed by a
 * segment belong to the text they stand in and are kept as "\n". Linear in the length, whatever the text.
 */
function splitSegments(text: string, field: string): { segments: string[]; stray: number } {
  const segments: string[][] = [];
  let blank = 0;
  for (const line of text.split(/\r\n|\r|\n/)) {
    const current = segments.at(-1);
    if (!current || (line.charAt(3) === field && /^[A-Z][A-Z0-9]{2}/.test(line))) segments.push([line]);
    else if (line !== '') current.push('\n'.repeat(blank) + line);
    blank = line === '' ? blank + 1 : 0;
  }
  const stray = segments.filter((lines) => lines.length > 1).length;
  return { segments: segments.map((lines) => lines.join('\n')), stray };
}

/**
 * Parses the text of one message that begins with `MSH`. A line that does not begin like a segment is a stray line
 * break inside the one before: it is kept there, with a warning.
 */
export function parseMessage(text: string): ParsedMessage {
  const delimiters = readDelimiters(text);
  if (typeof delimiters === 'string') return { kind: 'broken', reason: delimiters };
  const { segments: lines, stray } = splitSegments(text, delimiters.field);
  const segments = lines.map((line) => {
    const [id = '', ...fields] = line.split(delimiters.field);
    return { id, fields: id === 'MSH' ? [id, delimiters.field, ...fields] : [id, ...fields] };
  });
  const warnings = stray === 0 ? [] : [`stray line breaks in ${stray} segment(s) were kept as part of the text`];
  return { kind: 'message', message: { delimiters, segments }, warnings };
}

/** The first segment with this id, if there is one. */
export const firstSegment = (message: Hl7Message, id: string): Hl7Segment | undefined =>
  message.segments.find((segment) => segment.id === id);

/** The repetitions of a field as written, still escaped. An absent or empty field has none. */
export function repetitions(message: Hl7Message, segment: Hl7Segment | undefined, field: number): string[] {
  const value = segment?.fields[field];
  if (value === undefined || value === '') return [];
  const isDelimiters = segment?.id === 'MSH' && field <= 2;
  return isDelimiters || message.delimiters.repetition === '' ? [value] : value.split(message.delimiters.repetition);
}

const part = (text: string, separator: string, at: number): string =>
  (separator === '' ? [text] : text.split(separator))[at - 1] ?? '';

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
  const { delimiters } = message;
  const raw = repetitions(message, segment, field)[repetition - 1] ?? '';
  if (segment?.id === 'MSH' && field <= 2) return raw;
  const value = part(part(raw, delimiters.component, component), delimiters.subcomponent, subcomponent);
  return unescapeText(value, delimiters);
}

/** One component, unescaped, with any bare subcomponent separators in it: for fields whose value is plain text. */
export function componentText(
  message: Hl7Message,
  segment: Hl7Segment | undefined,
  field: number,
  component = 1,
  repetition = 1,
): string {
  const raw = repetitions(message, segment, field)[repetition - 1] ?? '';
  return unescapeText(part(raw, message.delimiters.component, component), message.delimiters);
}
