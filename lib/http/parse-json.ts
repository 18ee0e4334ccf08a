import { DomainError } from '#lib/errors';

const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/**
 * Parses a JSON body strictly (RFC 8259; I-JSON, RFC 7493 §2.3): invalid UTF-8, broken JSON and duplicate members at any
 * depth are refused with `bad_request`, as is nesting deeper than 64; the former since "the last one wins" would lose what the sender wrote first.
 */
export function parseJson(bytes: Uint8Array): unknown {
  const text = decode(bytes);
  refuseDeepNesting(text);
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    throw new DomainError('bad_request', 'The body is not valid JSON.');
  }
  const duplicate = findDuplicateMember(text);
  if (duplicate !== null) {
    throw new DomainError('bad_request', `The body names the member “${duplicate.slice(0, 60)}” twice in one object.`);
  }
  return value;
}

function decode(bytes: Uint8Array): string {
  try {
    return decoder.decode(bytes);
  } catch {
    throw new DomainError('bad_request', 'The body is not valid UTF-8.');
  }
}

const QUOTE = 0x22;
const BACKSLASH = 0x5c;

/** No body of ours nests deeper than three; millions of open brackets cost seconds and hundreds of megabytes to parse. */
const DEEPEST = 64;

/** Walks brackets outside strings; text that is not JSON is left to the parser. */
function refuseDeepNesting(text: string): void {
  let depth = 0;
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at);
    if (code === QUOTE) {
      at = endOfString(text, at);
      if (at === -1) return;
    } else if (code === 0x7b || code === 0x5b) {
      depth += 1;
      if (depth > DEEPEST) throw new DomainError('bad_request', `The body is nested deeper than ${DEEPEST} levels.`);
    } else if (code === 0x7d || code === 0x5d) depth -= 1;
  }
}

/**
 * The first member name that stands twice in one object of valid JSON text, or null. Walks strings and brackets only:
 * `members` holds the names of each open object, null for an open array.
 */
export function findDuplicateMember(text: string): string | null {
  const members: (Set<string> | null)[] = [];
  for (let at = 0; at < text.length; at += 1) {
    switch (text.charCodeAt(at)) {
      case 0x7b: // {
        members.push(new Set());
        break;
      case 0x5b: // [
        members.push(null);
        break;
      case 0x7d: // }
      case 0x5d: // ]
        members.pop();
        break;
      case QUOTE: {
        const end = endOfString(text, at);
        const names = members.at(-1);
        if (names && isMemberName(text, end)) {
          const name = String(JSON.parse(text.slice(at, end + 1)));
          if (names.has(name)) return name;
          names.add(name);
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
