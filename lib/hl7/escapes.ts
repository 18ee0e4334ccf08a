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

/**
 * Escapes a text so that it is one value: delimiters as `\F\ \S\ \T\ \R\ \E\`, control characters as `\Xhh\`. Blanks stand
 * for them where the message declares no escape character.
 */
export function escapeText(text: string, delimiters: Hl7Delimiters): string {
  const { escape } = delimiters;
  const letters = new Map(
    (
      [
        ['F', 'field'],
        ['S', 'component'],
        ['T', 'subcomponent'],
        ['R', 'repetition'],
        ['E', 'escape'],
      ] as const
    )
      .map(([letter, name]) => [delimiters[name], letter] as const)
      .filter(([character]) => character !== ''),
  );
  return text.replace(/[!-/:-@[-`{-~\p{Cc}]/gu, (character) => {
    const isControl = /\p{Cc}/u.test(character);
    const letter = letters.get(character);
    if (!isControl && letter === undefined) return character;
    if (escape === '') return ' ';
    return `${escape}${letter ?? `X${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`}${escape}`;
  });
}

const patterns = new Map<string, RegExp>();

/** Every escape sequence this reader understands, behind the message's own escape character. */
function sequencePattern(escape: string): RegExp {
  const known = patterns.get(escape);
  if (known) return known;
  const e = literal(escape);
  const hex = `${e}X(?:[0-9A-Fa-f]{2})+${e}`;
  const pattern = new RegExp(`(?:${hex})+|${e}(?:[FSTREPHN]|\\.(?:br|ce|fi|nf|(?:in|ti|sp|sk)[+-]?\\d*))${e}`, 'g');
  patterns.set(escape, pattern);
  return pattern;
}

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
 * with the escape character stays as it stands: nothing a sender wrote is lost.
 */
export function unescapeText(text: string, delimiters: Hl7Delimiters): string {
  const { escape } = delimiters;
  if (escape === '' || !text.includes(escape)) return text;
  return text.replace(sequencePattern(escape), (sequence) => {
    const code = sequence.slice(escape.length, -escape.length);
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
        return delimiters.truncation || sequence;
      case 'H':
      case 'N':
        return '';
    }
    if (code.startsWith('.')) return formatted(code);
    return decodeBytes(Buffer.from(sequence.replace(/[^0-9A-Fa-f]/g, ''), 'hex')).text;
  });
}
