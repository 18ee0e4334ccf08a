/** Levels that JSON from outside may nest: millions of open brackets cost seconds and hundreds of megabytes to parse. */
export const DEEPEST_JSON = 64;

/** Values that it may have, and one object of it: each costs up to 60 bytes of memory, and a member up to 200. */
const MOST_VALUES = 1_000_000;
const MOST_MEMBERS = 10_000;
export const TOO_MANY_VALUES = `more than ${MOST_VALUES.toLocaleString('en')} values, or more than ${MOST_MEMBERS.toLocaleString('en')} in one object`;

const QUOTE = 0x22;
const BACKSLASH = 0x5c;
const COMMA = 0x2c;

/** What JSON that is otherwise well written may not be. A member's name is the sender's: it may be a patient's data. */
export type JsonFault = { kind: 'deep' } | { kind: 'many' } | { kind: 'duplicate'; member: string };

/**
 * What is wrong with text that may well be JSON, before it is parsed: too deep, too many values, or a member that stands twice in
 * one object. Walks strings, brackets and commas only, to the first fault; `members` holds the names of each open object, null for an open array.
 * Throws a SyntaxError on a name with an escape that JSON does not know.
 */
export function findFault(text: string): JsonFault | null {
  const members: (Set<string> | null)[] = [];
  let values = 0;
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x7b: // {
      case 0x5b: // [
        if (members.length === DEEPEST_JSON) return { kind: 'deep' };
        members.push(text.charCodeAt(at) === 0x7b ? new Set() : null);
        if ((values += 1) > MOST_VALUES) return { kind: 'many' };
        break;
      case COMMA:
        if ((values += 1) > MOST_VALUES) return { kind: 'many' };
        break;
      case 0x7d: // }
      case 0x5d: // ]
        members.pop();
        break;
      case QUOTE: {
        const end = endOfString(text, at);
        if (end === -1) return null;
        const names = members.at(-1);
        if (names && isMemberName(text, end)) {
          const written = text.slice(at + 1, end);
          const name = written.includes('\\') ? String(JSON.parse(`"${written}"`)) : written;
          if (names.has(name)) return { kind: 'duplicate', member: name };
          if (names.add(name).size > MOST_MEMBERS) return { kind: 'many' };
        }
        at = end;
        break;
      }
    }
  }
  return null;
}

/** Index of the quote that closes the string opened at `start`, not preceded by an odd run of backslashes; -1: none. */
function endOfString(text: string, start: number): number {
  let end = text.indexOf('"', start + 1);
  while (end !== -1 && isEscaped(text, end)) end = text.indexOf('"', end + 1);
  return end;
}

function isEscaped(text: string, at: number): boolean {
  let backslashes = 0;
  while (text.charCodeAt(at - 1 - backslashes) === BACKSLASH) backslashes += 1;
  return backslashes % 2 === 1;
}

function isMemberName(text: string, end: number): boolean {
  let at = end + 1;
  while (text.charCodeAt(at) <= 0x20) at += 1;
  return text.charCodeAt(at) === 0x3a; // :
}
