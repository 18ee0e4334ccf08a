/** The delimiters of one message, as its MSH-1 and MSH-2 declare them. */
export interface Hl7Delimiters {
  field: string;
  component: string;
  repetition: string;
  escape: string;
  subcomponent: string;
  /** MSH-2's fifth character (HL7 2.7 and later); empty when not declared. */
  truncation: string;
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** Decodes bytes as UTF-8 when they are valid UTF-8, else as ISO-8859-1, and says which it was. */
export function decodeBytes(bytes: Uint8Array): { text: string; encoding: 'utf-8' | 'iso-8859-1' } {
  try {
    return { text: utf8.decode(bytes), encoding: 'utf-8' };
  } catch {
    return { text: Buffer.from(bytes).toString('latin1'), encoding: 'iso-8859-1' };
  }
}

/** A text as a piece of a regular expression. */
export const literal = (text: string): string => text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

const LETTERS = [
  ['F', 'field'],
  ['S', 'component'],
  ['T', 'subcomponent'],
  ['R', 'repetition'],
  ['E', 'escape'],
] as const;

/** A message has many values, and one set of delimiters. */
const lettersOf = new WeakMap<Hl7Delimiters, ReadonlyMap<string, string>>();

/** The escape code of each delimiter that is declared. */
function findLetters(delimiters: Hl7Delimiters): ReadonlyMap<string, string> {
  const known = lettersOf.get(delimiters);
  if (known) return known;
  const letters = new Map(
    LETTERS.map(([letter, name]) => [delimiters[name], letter] as const).filter(([character]) => character !== ''),
  );
  lettersOf.set(delimiters, letters);
  return letters;
}

/**
 * Escapes a text so that it is one value: delimiters as `\F\ \S\ \T\ \R\ \E\`, control characters as `\Xhh\`. Blanks stand
 * for them where the message declares no escape character.
 */
export function escapeText(text: string, delimiters: Hl7Delimiters): string {
  const { escape } = delimiters;
  const letters = findLetters(delimiters);
  return text.replace(/[!-/:-@[-`{-~\p{Cc}]/gu, (character) => {
    const code = character.charCodeAt(0);
    const isControl = code < 0x20 || code > 0x7e;
    const letter = letters.get(character);
    if (!isControl && letter === undefined) return character;
    if (escape === '') return ' ';
    return `${escape}${letter ?? `X${code.toString(16).toUpperCase().padStart(2, '0')}`}${escape}`;
  });
}

const FORMATTING = /^\.(?:br|ce|fi|nf|(?:in|ti|sp|sk)[+-]?\d*)$/;

/** FT formatting commands (HL7 2.7 §2.7.6): line breaks and blanks (0 to 100) become themselves, layout hints vanish. */
function formatted(command: string): string {
  const count = Math.min(Math.max(Number(command.slice(3) || 1), 0), 100);
  if (command === '.br' || command === '.ce') return '\n';
  if (command.startsWith('.sp')) return '\n'.repeat(count);
  return command.startsWith('.sk') ? ' '.repeat(count) : '';
}

/**
 * Resolves the escape sequences of a field's text (HL7 2.7 §2.7): `\F\ \S\ \T\ \R\ \E\` (and `\P\` where truncation is
 * declared), `\Xhh…\` as UTF-8 else ISO-8859-1, `\.br\` and its relatives, `\H\ \N\` dropped. Anything else that begins
 * with the escape character stays as it stands: nothing a sender wrote is lost. What has become longer than `most` UTF-16
 * units is not read on. Walks the text once: a pattern of repeated bytes overflows the stack on a megabyte of them.
 */
export function unescapeText(text: string, delimiters: Hl7Delimiters, most = Infinity): string {
  const { escape } = delimiters;
  if (escape === '' || !text.includes(escape)) return text;
  const pieces: string[] = [];
  let length = 0;
  let written = 0;
  const write = (piece: string): void => {
    if (piece !== '') pieces.push(piece);
    length += piece.length;
  };
  for (let at = text.indexOf(escape); at !== -1;) {
    const sequence = readSequence(text, at, delimiters);
    if (sequence === null) break;
    if (sequence.meaning === null) {
      // What ends an unknown sequence may begin the next.
      at = sequence.end;
      continue;
    }
    write(text.slice(written, at));
    write(sequence.meaning);
    if (length > most) return pieces.join('');
    written = sequence.end + 1;
    at = text.indexOf(escape, written);
  }
  write(text.slice(written));
  return pieces.join('');
}

/** The sequence that begins here, with the place of its last escape character; null where none ends any more. */
function readSequence(
  text: string,
  at: number,
  delimiters: Hl7Delimiters,
): { end: number; meaning: string | null } | null {
  const end = text.indexOf(delimiters.escape, at + 1);
  if (end === -1) return null;
  const code = text.slice(at + 1, end);
  return isHex(code) ? readBytes(text, end, code, delimiters.escape) : { end, meaning: meaningOf(code, delimiters) };
}

const isHex = (code: string): boolean =>
  code.startsWith('X') && code.length > 2 && code.length % 2 === 1 && !/[^0-9A-Fa-f]/.test(code.slice(1));

/** A character may be written over several sequences that follow each other. */
function readBytes(text: string, firstEnd: number, first: string, escape: string): { end: number; meaning: string } {
  const hex = [first.slice(1)];
  let end = firstEnd;
  while (text.charAt(end + 1) === escape) {
    const next = text.indexOf(escape, end + 2);
    const code = text.slice(end + 2, next === -1 ? end + 2 : next);
    if (!isHex(code)) break;
    hex.push(code.slice(1));
    end = next;
  }
  return { end, meaning: decodeBytes(Buffer.from(hex.join(''), 'hex')).text };
}

/** What a code between escape characters stands for; null for one that is not known. */
function meaningOf(code: string, delimiters: Hl7Delimiters): string | null {
  const { escape } = delimiters;
  switch (code) {
    case 'F':
      return delimiters.field;
    case 'S':
      return delimiters.component;
    case 'T':
      return delimiters.subcomponent;
    case 'R':
      return delimiters.repetition;
    case 'E':
      return escape;
    case 'P':
      return delimiters.truncation || `${escape}P${escape}`;
    case 'H':
    case 'N':
      return '';
  }
  return FORMATTING.test(code) ? formatted(code) : null;
}
