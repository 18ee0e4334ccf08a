/** The character sets that hold less than Unicode, as MSH-18 names them, and the highest code point of each. */
const HIGHEST = { '8859/1': 0xff, ASCII: 0x7f } as const;

export type CharacterSet = keyof typeof HIGHEST | 'UNICODE UTF-8';

const greek =
  'alpha beta gamma delta epsilon zeta eta theta iota kappa lambda mu nu xi omicron pi rho sigma sigma tau upsilon phi chi psi omega'.split(
    ' ',
  );

/** How characters of reports are written without them: nothing that reads as another number, sign or word. */
const WRITTEN = new Map<string, string>([
  ...each('\u2018\u2019\u201A\u201B\u2032\u02BC', "'"),
  ...each('\u201C\u201D\u201E\u201F\u2033\u00AB\u00BB', '"'),
  ...each('\u2010\u2011\u2012\u2013\u2014\u2015\u2212\u00AD', '-'),
  ...each('\u2022\u2023\u25CF\u25AA\u25E6\u2043\u00B7', '*'),
  ...each('\u00A0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u202F\u205F\u3000', ' '),
  ...each('\u200B\u200C\u200D\u2060\uFEFF\u200E\u200F\u202A\u202B\u202C\u202D\u202E', ''),
  ...each('\u2028\u2029', ' / '),
  ...greek.map((name, at) => [String.fromCharCode(0x3b1 + at), name] as const),
  ...greek.map((name, at) => [String.fromCharCode(0x391 + at), name.charAt(0).toUpperCase() + name.slice(1)] as const),
  ...Array.from('\u00B9\u00B2\u00B3').map((digit, at) => [digit, `^${at + 1}`] as const),
  ...Array.from('\u2070\u2074\u2075\u2076\u2077\u2078\u2079').map(
    (sign, at) => [sign, `^${[0, 4, 5, 6, 7, 8, 9][at]}`] as const,
  ),
  ...Array.from('\u2080\u2081\u2082\u2083\u2084\u2085\u2086\u2087\u2088\u2089').map(
    (sign, at) => [sign, String(at)] as const,
  ),
  ...Object.entries({
    '…': '...',
    '≤': '<=',
    '≥': '>=',
    '≠': ' not equal to ',
    '≈': ' approx. ',
    '→': '->',
    '←': '<-',
    '↑': '[up]',
    '↓': '[down]',
    '±': '+/-',
    '×': 'x',
    '÷': '/',
    '∅': '[diameter] ',
    Ø: 'O',
    ø: 'o',
    µ: 'u',
    '°': ' deg',
    '¼': ' 1/4',
    '½': ' 1/2',
    '¾': ' 3/4',
    '€': 'EUR',
    '™': '(TM)',
    '®': '(R)',
    '©': '(C)',
    ß: 'ss',
    æ: 'ae',
    Æ: 'AE',
    œ: 'oe',
    Œ: 'OE',
    đ: 'd',
    Đ: 'D',
    ł: 'l',
    Ł: 'L',
    ı: 'i',
  }),
]);

function each(characters: string, written: string): [string, string][] {
  return Array.from(characters, (character) => [character, written]);
}

/**
 * A text in the characters of a set, and how many were not of it: signs are written in others (`≤` as `<=`, `α` as
 * `alpha`, `³` as `^3`), letters lose their accents, all else is named by its code (`[U+4E2D]`). Nothing is dropped but what
 * cannot be seen. Greek mu is Latin-1's micro sign where there is one.
 */
export function transliterate(text: string, set: CharacterSet): { text: string; replaced: number } {
  if (set === 'UNICODE UTF-8') return { text, replaced: 0 };
  const highest = HIGHEST[set];
  let replaced = 0;
  const fitted = text.replace(set === 'ASCII' ? /[^\0-\x7f]/gu : /[^\0-\xff]/gu, (character) => {
    replaced += 1;
    return write(character, highest);
  });
  return { text: fitted, replaced };
}

function write(character: string, highest: number): string {
  if (character === '\u03BC') return highest === 0xff ? '\u00B5' : 'u';
  const known = WRITTEN.get(character);
  if (known !== undefined) return known;
  const letters = character.normalize('NFD').replaceAll(/\p{Mn}/gu, '');
  if (/^[A-Za-z]+$/.test(letters)) return letters;
  return `[U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}]`;
}
