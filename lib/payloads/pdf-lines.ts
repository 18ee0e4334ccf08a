import type { Typeface, Typefaces } from '#lib/payloads/pdf-fonts';

/** A piece of a line in one typeface. */
export interface Run {
  face: Typeface;
  text: string;
  /** In em of its typeface. */
  width: number;
}

export type Line = readonly Run[];

const TAB_STOP = 8;

/** More lines than this stand one behind the other, each end shown by a sign: they would fill tens of thousands of pages. */
const MOST_LINES = 100_000;
const LINE_END = ' \u23CE ';

/** A character as it is drawn, with the typeface that has it. */
interface Drawn {
  face: Typeface;
  text: string;
  width: number;
}

/** The text's own lines, or what stands for them when they are too many. */
export function linesOf(text: string): string[] {
  const lines = text.split('\n');
  return lines.length > MOST_LINES ? [lines.join(LINE_END)] : lines;
}

/**
 * Breaks one line of a text into lines of at most `width` em: between words, not between a number and its unit nor behind
 * a negation where that can be helped, inside a word only where it is longer than a line. Tabs become blanks; characters
 * that no typeface has, and control characters, are named by their code (`[U+4E2D]`).
 */
export function* wrap(text: string, width: number, faces: Pick<Typefaces, 'body' | 'plain'>): Generator<Line> {
  let line: Drawn[] = [];
  let wide = 0;
  let columns = 0;
  for (const character of text) {
    const drawn = character === '\t' ? tab(columns, faces) : draw(character, faces);
    columns += 1;
    line.push(...drawn);
    for (const one of drawn) wide += one.width;
    if (character === '\t') columns = Math.ceil(columns / TAB_STOP) * TAB_STOP;
    // A blank at the end may stand over it: whether to break there, the character behind it tells.
    const over = line.at(-1)?.text === ' ' ? width + (line.at(-1)?.width ?? 0) : width;
    while (wide > over && line.length > 1) {
      const at = breakAt(line, width);
      yield toRuns(line.slice(0, at));
      line = line.slice(line[at]?.text === ' ' ? at + 1 : at);
      wide = line.reduce((sum, one) => sum + one.width, 0);
    }
  }
  yield toRuns(line);
}

function tab(columns: number, faces: Pick<Typefaces, 'body' | 'plain'>): Drawn[] {
  const count = TAB_STOP - (columns % TAB_STOP);
  return Array.from({ length: count }, () => draw(' ', faces)).flat();
}

function draw(character: string, { body, plain }: Pick<Typefaces, 'body' | 'plain'>): Drawn[] {
  const codePoint = character.codePointAt(0) ?? 0;
  if (!/[\p{Cc}\p{Co}\p{Cn}]/u.test(character)) {
    for (const face of [body, plain]) {
      const width = face.widthOf(codePoint);
      if (width !== null) return [{ face, text: character, width }];
    }
  }
  const code = `[U+${codePoint.toString(16).toUpperCase().padStart(4, '0')}]`;
  return Array.from(code, (sign) => ({ face: body, text: sign, width: body.widthOf(sign.codePointAt(0) ?? 0) ?? 0 }));
}

/** Where to break a line that is too wide: the position of the blank that ends it, or of the first character of the next. */
function breakAt(line: readonly Drawn[], width: number): number {
  let fits = 0;
  for (let sum = 0; fits < line.length; fits += 1) {
    sum += line[fits]?.width ?? 0;
    if (sum > width) break;
  }
  fits = Math.max(fits, 1);
  let any = -1;
  for (let at = Math.min(fits, line.length - 1); at > 0; at -= 1) {
    if (line[at]?.text !== ' ') continue;
    if (any === -1) any = at;
    if (!belongsTogether(line, at)) return at;
    if (fits - at > 40) break;
  }
  return any > 0 ? any : fits;
}

/** `5 mm`, `no fracture`: apart at the ends of lines they are misread. */
function belongsTogether(line: readonly Drawn[], blank: number): boolean {
  const text = (from: number, to: number) =>
    line
      .slice(Math.max(from, 0), to)
      .map((one) => one.text)
      .join('');
  return (
    (/\d$/.test(text(blank - 1, blank)) && /^[\p{L}%°µ]/u.test(text(blank + 1, blank + 2))) ||
    /(?:^|[^\p{L}])(?:no|not|without|nil)$/iu.test(text(blank - 9, blank))
  );
}

function toRuns(line: readonly Drawn[]): Line {
  const runs: Run[] = [];
  for (const { face, text, width } of line) {
    const last = runs.at(-1);
    if (last?.face === face) {
      last.text += text;
      last.width += width;
    } else runs.push({ face, text, width });
  }
  return runs;
}
