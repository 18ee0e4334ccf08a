import { MOST_TEXT_TOLD, MOST_VALUES_TOLD, type DecodedContent } from '#lib/attempts/contract';
import { splitSequence } from '#lib/transports/join-replies';
import { firstSegment, get } from '#lib/hl7/message';
import { hl7Parts } from '#lib/hl7/message-parts';
import { readHl7 } from '#lib/hl7/read-hl7';
import { findFault } from '#lib/json';

/**
 * Bytes in words: HL7 as segments and fields, JSON indented, text as it is, all of it within limits. What they are is told
 * (a file's format), or seen from how they begin. Whatever cannot be read so is told as text, else as binary. Never throws.
 */
export function decodeContent(bytes: Buffer, format: 'HL7' | 'FHIR' | 'TEXT' | 'PDF' | null): DecodedContent {
  const text = textOf(bytes);
  const seen = format ?? guessFormat(bytes);
  if (seen === 'HL7') {
    const messages = hl7Of(bytes);
    if (messages.length > 0) return { kind: 'hl7', messages };
  }
  if (text === null || seen === 'PDF') return { kind: 'binary' };
  const sequence = format === null ? splitSequence(bytes) : null;
  if (sequence) return tellSequence(sequence.map(String));
  const indented = seen === 'FHIR' ? indent(text) : null;
  if (indented !== null) return { kind: 'json', text: shorten(indented) };
  return { kind: 'text', text: shorten(text) };
}

/** Several replies: JSON indented where any is JSON, the others as they are, a blank line between them. */
function tellSequence(texts: readonly string[]): DecodedContent {
  const indented = texts.map(indentOne);
  const told = texts.map(
    (text, at) => `Reply ${at + 1} of ${texts.length}:\n${(indented[at] ?? text.trim()) || '(no text)'}`,
  );
  return { kind: indented.every((one) => one === null) ? 'text' : 'json', text: shorten(told.join('\n\n')) };
}

function guessFormat(bytes: Buffer): 'HL7' | 'FHIR' | 'TEXT' {
  const start = bytes.toString('latin1', 0, 100).trimStart();
  if (/^(MSH|FHS|BHS)[!-/:-@[-`{-~]/.test(start)) return 'HL7';
  return /^[{[]/.test(start) ? 'FHIR' : 'TEXT';
}

function hl7Of(bytes: Buffer): Extract<DecodedContent, { kind: 'hl7' }>['messages'] {
  let left = MOST_VALUES_TOLD;
  return readHl7(bytes).flatMap((reading, at) => {
    if (reading.kind === 'broken') return [];
    const { message } = reading;
    const parts = hl7Parts(message, left);
    for (const { values } of parts.parts) left -= values.length;
    return [{ index: at + 1, messageId: get(message, firstSegment(message, 'MSH'), 10), ...parts }];
  });
}

/** UTF-8 whose last character may be cut; null for bytes that are no text. */
function textOf(bytes: Buffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return text.includes('\0') ? null : text;
  } catch {
    return null;
  }
}

/** One JSON document, or one a line; null when it is neither. */
function indent(text: string): string | null {
  return indentOne(text) ?? indentLines(text.split('\n').filter((line) => line.trim() !== ''));
}

function indentLines(lines: readonly string[]): string | null {
  const indented = lines.map(indentOne);
  return indented.includes(null) ? null : indented.join('\n\n');
}

function indentOne(text: string): string | null {
  try {
    return findFault(text) ? null : JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}

const shorten = (text: string): string =>
  text.length <= MOST_TEXT_TOLD ? text.toWellFormed() : `${text.slice(0, MOST_TEXT_TOLD).toWellFormed()}…`;
