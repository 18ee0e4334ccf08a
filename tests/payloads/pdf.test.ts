import { getDocumentProxy } from 'unpdf';
import { describe, expect, test } from 'vitest';
import { composePayload } from '#lib/payloads/compose-payload';
import type { OutgoingReport } from '#lib/payloads/contract';
import { file, report, VERSIONS } from './outgoing.ts';

interface PdfPage {
  lines: string[];
  /** Roles of the structure, in order. */
  roles: string[];
}

/** A PDF as another program reads it: each page's lines, from top to bottom. */
async function read(bytes: Buffer): Promise<{ pages: PdfPage[]; info: Record<string, unknown>; isTagged: boolean }> {
  const pdf = await getDocumentProxy(new Uint8Array(bytes));
  const pages: PdfPage[] = [];
  for (let number = 1; number <= pdf.numPages; number += 1) {
    const page = await pdf.getPage(number);
    const { items } = await page.getTextContent();
    const lines = new Map<number, string>();
    for (const item of items) {
      if (!('str' in item)) continue;
      const y = Math.round(item.transform[5]);
      lines.set(y, (lines.get(y) ?? '') + item.str);
    }
    const tree = await page.getStructTree();
    pages.push({ lines: [...lines.entries()].sort(([a], [b]) => b - a).map(([, line]) => line), roles: rolesOf(tree) });
  }
  const { info } = await pdf.getMetadata();
  const isTagged = Boolean((await pdf.getMarkInfo())?.Marked);
  return { pages, info: info as Record<string, unknown>, isTagged };
}

function rolesOf(node: unknown): string[] {
  const { role, children = [] } = (node ?? {}) as { role?: string; children?: unknown[] };
  return [...(role ? [role] : []), ...children.flatMap(rolesOf)];
}

const pdf = (reports: readonly OutgoingReport[]) => composePayload(file({ format: 'PDF' }, reports));

/** Words without the white space between them: where lines are broken is the layout's. */
const words = (text: string): string => text.replaceAll(/\s+/g, '');

describe.each(['P', 'F', 'C', 'X'] as const)('status %s', (status) => {
  test('says on every page what it is, of whom and of which exam, and which page it is', async () => {
    const { pages } = await read((await pdf([{ ...VERSIONS[status], reportText: 'Line\n'.repeat(200) }])).bytes);
    const banner = { P: 'PRELIMINARY', F: 'FINAL', C: 'CORRECTED', X: 'WITHDRAWN' }[status];
    expect(pages.length).toBeGreaterThan(2);
    for (const [at, { lines }] of pages.entries()) {
      const page = lines.join('\n');
      expect(lines[0]).toBe(`${banner} REPORT`);
      for (const told of ['SAMPLE, Zoë Marie', 'P-1047', '1980-01-31', 'CT head & neck', 'ACC-88|1']) {
        expect(page).toContain(told);
      }
      expect(page).toContain(`Page ${at + 1} of ${pages.length}`);
    }
  });

  test('is written as it always was', async () => {
    const { pages } = await read((await pdf([VERSIONS[status]])).bytes);
    const text = pages.map(({ lines }) => `${lines.join('\n')}\n`).join('\f\n');
    await expect(text).toMatchFileSnapshot(`golden/pdf-${status}.txt`);
  });
});

test('it is tagged, names its language, and its title tells no patient', async () => {
  const { pages, info, isTagged } = await read((await pdf([VERSIONS.P])).bytes);
  expect(isTagged).toBe(true);
  expect(pages[0]?.roles).toEqual(expect.arrayContaining(['H1', 'P']));
  expect(info).toMatchObject({ Title: 'Preliminary report, radiology', Language: 'en', Producer: 'Readout' });
});

test('the words are all there: accents, Greek, Cyrillic, signs, and what no typeface has by its code', async () => {
  const reportText = 'Zoë Łukasz Ελένη Анна ≤ ± ³ µ → “x”\n中 😀 \u0007\ttab';
  const { pages } = await read((await pdf([report({ reportText })])).bytes);
  // A font has one glyph for the micro sign and mu.
  const page = words(pages[0]?.lines.join('') ?? '').replaceAll('\u03BC', '\u00B5');
  expect(page).toContain(words('Zoë Łukasz Ελένη Анна ≤ ± ³ µ → “x”'));
  expect(page).toContain('[U+4E2D]');
  expect(page).toContain('[U+0007]tab');
});

test('a report of 2 MiB is whole, and others get their turn meanwhile', async () => {
  const reportText = Array.from(
    { length: 27_000 },
    (_, at) => `${at} of a line of about eighty characters, as radiologists write.`,
  ).join('\n');
  let turns = 0;
  const ticker = setInterval(() => (turns += 1), 1);
  const { bytes } = await pdf([report({ reportText })]);
  clearInterval(ticker);
  expect(turns).toBeGreaterThan(50);
  const { pages } = await read(bytes);
  const text = words(pages.map(({ lines }) => lines.join('')).join(''));
  for (const at of [0, 13_500, 26_999]) expect(text).toContain(words(`${at} of a line of about eighty`));
});

test('a text of more lines than pages make sense for is whole, its line ends shown', async () => {
  const { bytes } = await pdf([report({ reportText: 'a\n'.repeat(150_000) })]);
  const { pages } = await read(bytes);
  expect(pages.length).toBeLessThan(400);
  expect(words(pages.map(({ lines }) => lines.join('')).join('')).split('a\u23CE').length).toBeGreaterThan(149_000);
});
