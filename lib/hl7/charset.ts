import { isAscii, isUtf8 } from 'node:buffer';

/** A message's text, and the name of the character set it was read in; or why it cannot be read. */
export type Decoding =
  | { kind: 'text'; text: string; encoding: string; warnings: string[] }
  | { kind: 'unreadable'; reason: string };

/** Spellings of HL7 table 0211 and of the field, without blanks and punctuation, and what the platform calls them. */
const labels = new Map(
  Object.entries({
    'utf-8': 'UNICODEUTF8 UTF8 UNICODE',
    'iso-8859-1': '88591 ISO88591 ISO885911987 ISOIR100 LATIN1',
    'us-ascii': 'ASCII USASCII ISOIR6 ANSI',
    'windows-1252': 'WINDOWS1252 CP1252 1252',
    'iso-8859-2': '88592 ISO88592 ISOIR101 LATIN2',
    'iso-8859-3': '88593 ISO88593 ISOIR109',
    'iso-8859-4': '88594 ISO88594 ISOIR110',
    'iso-8859-5': '88595 ISO88595 ISOIR144',
    'iso-8859-6': '88596 ISO88596 ISOIR127',
    'iso-8859-7': '88597 ISO88597 ISOIR126',
    'iso-8859-8': '88598 ISO88598 ISOIR138',
    'iso-8859-9': '88599 ISO88599 ISOIR148',
    'iso-8859-15': '885915 ISO885915 LATIN9',
    gb18030: 'GB180302000 GB18030 GB2312 GBK',
    big5: 'BIG5',
    'euc-kr': 'KSX1001 ISOIR149 EUCKR',
    'iso-2022-jp': 'ISOIR87 ISO2022JP',
    shift_jis: 'SHIFTJIS SJIS',
    'euc-jp': 'EUCJP',
    wide: 'UNICODEUTF16 UNICODEUTF32 UTF16 UTF32',
  }).flatMap(([label, spellings]) => spellings.split(' ').map((spelling) => [spelling, label] as const)),
);

/** Western sets: there, bytes that happen to be valid UTF-8 with accents are UTF-8. */
const western = new Set(['iso-8859-1', 'iso-8859-15', 'windows-1252']);

const MOST_HEADER = 65_536;

/** A field of MSH as bytes tell it, before the character set is known: its first repetition that says something. */
export function rawHeaderField(bytes: Buffer, field: number): string {
  const [line = ''] = bytes.toString('latin1', 0, MOST_HEADER).split(/[\r\n]/, 1);
  const value = line.split(line.charAt(3), field)[field - 1] ?? '';
  const repetition = line.charAt(5);
  return (/[A-Za-z0-9]/.test(repetition) || repetition === '' ? [value] : value.split(repetition)).find(Boolean) ?? '';
}

const latin1 = (bytes: Buffer, ...warnings: string[]): Decoding => ({
  kind: 'text',
  text: bytes.toString('latin1'),
  encoding: 'iso-8859-1',
  warnings,
});

const utf8 = (bytes: Buffer, ...warnings: string[]): Decoding => ({
  kind: 'text',
  text: bytes.toString('utf8'),
  encoding: 'utf-8',
  warnings,
});

/**
 * Decodes one message as MSH-18 declares (HL7 table 0211 and its common spellings). Undeclared: UTF-8, else ISO-8859-1
 * with a warning. Where the bytes contradict the declaration, they are read so that none is lost, with a warning. A set
 * that is not known here, or bytes that are none of their set, make a message unreadable, unless all is ASCII anyway.
 */
export function decodeHl7(bytes: Buffer): Decoding {
  const declared = rawHeaderField(bytes, 18)
    .toUpperCase()
    .replace(/[^A-Z0-9]/g, '');
  const label = declared === '' ? 'none' : labels.get(declared);
  // ISO 2022 writes its characters in seven bits: such bytes look like ASCII and are not.
  if (isAscii(bytes) && label !== 'iso-2022-jp') {
    const known = label !== undefined && label !== 'wide';
    return utf8(bytes, ...(known ? [] : ['the character set in MSH-18 is not known; the message is all ASCII']));
  }
  switch (label) {
    case 'none':
      return isUtf8(bytes) ? utf8(bytes) : latin1(bytes, 'the message is not valid UTF-8; it was read as ISO-8859-1');
    case 'utf-8':
      if (isUtf8(bytes)) return utf8(bytes);
      return latin1(bytes, 'MSH-18 declares UTF-8, but the message is not valid UTF-8; it was read as ISO-8859-1');
    case 'us-ascii':
      return guessed(bytes, 'MSH-18 declares ASCII, but the message has other characters');
    case 'wide':
      return guessed(bytes, 'MSH-18 declares UTF-16 or UTF-32, but the message is written in single bytes');
    case undefined:
      return { kind: 'unreadable', reason: 'MSH-18 names a character set that is not read here; send UTF-8' };
  }
  if (western.has(label) && isUtf8(bytes)) {
    return utf8(bytes, `MSH-18 declares ${label}, but the message is UTF-8; it was read as UTF-8`);
  }
  return label === 'iso-8859-1' ? latin1(bytes) : decodeAs(bytes, label);
}

const guessed = (bytes: Buffer, contradiction: string): Decoding =>
  isUtf8(bytes)
    ? utf8(bytes, `${contradiction}; it was read as UTF-8`)
    : latin1(bytes, `${contradiction}; it was read as ISO-8859-1`);

/** By the platform's own decoder; what is not of the set is UTF-8 or cannot be read: a guess would make up words. */
function decodeAs(bytes: Buffer, label: string): Decoding {
  const decoder = decoderOf(label);
  if (!decoder) return { kind: 'unreadable', reason: `MSH-18 declares ${label}, which is not read here; send UTF-8` };
  try {
    return { kind: 'text', text: decoder.decode(bytes), encoding: label, warnings: [] };
  } catch {
    if (isUtf8(bytes)) return utf8(bytes, `MSH-18 declares ${label}, but the message is UTF-8; it was read as UTF-8`);
    return { kind: 'unreadable', reason: `the message is not written in ${label}, which MSH-18 declares; send UTF-8` };
  }
}

/** Null where this platform was built without the set. */
function decoderOf(label: string): TextDecoder | null {
  try {
    return new TextDecoder(label, { fatal: true, ignoreBOM: true });
  } catch {
    return null;
  }
}
