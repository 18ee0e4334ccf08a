import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { create, type Font } from 'fontkit';

/** A typeface of the PDF: its bytes for the file, and what it can write. */
export interface Typeface {
  name: string;
  bytes: Buffer;
  /** Whether it has the character; of how many em it is wide. */
  widthOf: (codePoint: number) => number | null;
}

/** DejaVu (dejavu-fonts.github.io): Latin, Greek, Cyrillic, Hebrew, Arabic and the signs of medicine. */
const FILES = { body: 'DejaVuSansMono', plain: 'DejaVuSans', bold: 'DejaVuSans-Bold' } as const;

const PACKAGE = 'dejavu-fonts-ttf';

export type Typefaces = Record<keyof typeof FILES, Typeface>;

let loaded: Typefaces | null = null;

/** The typefaces, read once in a process. `body` has characters of one width, so that what was aligned stays aligned. */
export function loadTypefaces(): Typefaces {
  loaded ??= Object.fromEntries(
    Object.entries(FILES).map(([use, name]) => {
      const bytes = readFileSync(join(fontFolder(), `${name}.ttf`));
      return [use, { name, bytes, widthOf: measure(create(bytes) as Font) }];
    }),
  ) as Typefaces;
  return loaded;
}

/** Where the package keeps its fonts. Next's bundler must not take them for modules. */
function fontFolder(): string {
  const { resolve } = createRequire(import.meta.url);
  return join(dirname(resolve(/* turbopackIgnore: true */ `${PACKAGE}/package.json`)), 'ttf');
}

function measure(font: Font): Typeface['widthOf'] {
  const known = new Map<number, number | null>();
  return (codePoint) => {
    const width = known.get(codePoint);
    if (width !== undefined) return width;
    const has = font.hasGlyphForCodePoint(codePoint);
    const measured = has ? font.glyphForCodePoint(codePoint).advanceWidth / font.unitsPerEm : null;
    known.set(codePoint, measured);
    return measured;
  };
}
