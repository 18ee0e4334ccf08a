import { inflateSync } from 'node:zlib';

/** Streams and dictionaries by object number. */
interface Pdf {
  words: ReadonlyMap<number, string>;
  stream: (object: number) => string;
}

/**
 * The text of each page of a PDF, in the order in which it is drawn. For what Chromium prints and nothing else: objects in the
 * clear, pages of one stream, fonts with a ToUnicode map and glyphs of one length (ISO 32000-1, 7.3.10 and 9.10.3).
 */
export function readPdf(bytes: Buffer): string[] {
  const pdf = open(bytes);
  return [...pdf.words.values()]
    .filter((words) => /\/Type \/Page\b/.test(words))
    .map((page) => textOf(pdf, page).normalize('NFKC').replaceAll(/\s+/g, ' ').trim());
}

function open(bytes: Buffer): Pdf {
  const text = bytes.toString('latin1');
  const words = new Map<number, string>();
  const streams = new Map<number, number>();
  for (const { 0: start, 1: number, index } of text.matchAll(/^(\d+) 0 obj\n/gm)) {
    const from = index + start.length;
    const stream = text.indexOf('stream\n', from);
    const end = text.indexOf('endobj', from);
    const hasStream = stream !== -1 && stream < end;
    words.set(Number(number), text.slice(from, hasStream ? stream : end));
    if (hasStream) streams.set(Number(number), stream + 'stream\n'.length);
  }
  return {
    words,
    stream: (object) => {
      const from = streams.get(object) ?? 0;
      const length = Number(/\/Length (\d+)/.exec(words.get(object) ?? '')?.[1]);
      return inflateSync(bytes.subarray(from, from + length)).toString('latin1');
    },
  };
}

/** Each run of glyphs in the font that was chosen last; runs stand apart. */
function textOf(pdf: Pdf, page: string): string {
  const fonts = new Map(
    [...page.matchAll(/\/(F\d+) (\d+) 0 R/g)].map(([, name, object]) => [name, glyphsOf(pdf, Number(object))]),
  );
  let font: ReadonlyMap<string, string> = new Map();
  let text = '';
  const drawn = pdf.stream(Number(/\/Contents (\d+) 0 R/.exec(page)?.[1]));
  for (const [, name, hex = ''] of drawn.matchAll(/\/(F\d+) \S+ Tf|<([0-9A-F]+)>|\bET\b/g)) {
    if (name !== undefined) font = fonts.get(name) ?? new Map();
    else if (hex === '') text += ' ';
    else text += hex.replaceAll(new RegExp(`.{${lengthOf(font)}}`, 'g'), (glyph) => font.get(glyph) ?? '\uFFFD');
  }
  return text;
}

const lengthOf = (font: ReadonlyMap<string, string>): number => font.keys().next().value?.length ?? 4;

/** What each glyph of a font says. */
function glyphsOf(pdf: Pdf, font: number): ReadonlyMap<string, string> {
  const map = pdf.stream(Number(/\/ToUnicode (\d+) 0 R/.exec(pdf.words.get(font) ?? '')?.[1]));
  const glyphs = new Map<string, string>();
  const toText = (hex: string) => Buffer.from(hex, 'hex').swap16().toString('utf16le');
  const add = (from: string, to: string, first: string) => {
    const start = Number.parseInt(from, 16);
    for (let code = start; code <= Number.parseInt(to, 16); code += 1) {
      const said = (Number.parseInt(first, 16) + code - start).toString(16).padStart(first.length, '0');
      glyphs.set(code.toString(16).toUpperCase().padStart(from.length, '0'), toText(said));
    }
  };
  for (const [line] of map.matchAll(/^<.*$/gm)) {
    const [from = '', to = '', last] = [...line.matchAll(/<([0-9A-F]+)>/g)].map(([, hex]) => hex);
    if (last !== undefined) add(from, to, last);
    else if (!/^0+$/.test(from) || !/^F+$/.test(to)) add(from, from, to);
  }
  return glyphs;
}
