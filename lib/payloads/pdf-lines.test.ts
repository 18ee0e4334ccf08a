import { expect, test } from 'vitest';
import type { Typeface } from '#lib/payloads/pdf-fonts';
import { linesOf, wrap } from '#lib/payloads/pdf-lines';

/** Typefaces of characters one em wide: one of ASCII, one that also has accents. */
const face = (name: string, has: RegExp): Typeface => ({
  name,
  bytes: Buffer.alloc(0),
  widthOf: (codePoint) => (has.test(String.fromCodePoint(codePoint)) ? 1 : null),
});
const faces = { body: face('body', /[ -~]/), plain: face('plain', /[ -ÿ]/) };

const wrapped = (text: string, width: number): string[] =>
  [...wrap(text, width, faces)].map((line) => line.map((run) => run.text).join(''));

test.each([
  ['lungs are clear', 9, ['lungs are', 'clear']],
  ['a mass of 5 mm', 12, ['a mass of', '5 mm']],
  ['there is no fracture', 12, ['there is', 'no fracture']],
  ['incomprehensibilities', 10, ['incomprehe', 'nsibilitie', 's']],
  ['', 10, ['']],
  ['a\tb', 20, ['a       b']],
  ['a\u0007b', 20, ['a[U+0007]b']],
  ['中', 20, ['[U+4E2D]']],
])('%j in %i is %j', (text, width, lines) => {
  expect(wrapped(text, width)).toEqual(lines);
});

test('no character is lost but the blanks at which lines are broken', () => {
  const text = 'no  5 mm not '.repeat(50);
  const without = (words: string) => words.replaceAll(' ', '');
  expect(without(wrapped(text, 17).join(''))).toBe(without(text));
});

test('a character comes from the first typeface that has it', () => {
  expect([...wrap('aéa', 10, faces)][0]?.map((run) => [run.face.name, run.text])).toEqual([
    ['body', 'a'],
    ['plain', 'é'],
    ['body', 'a'],
  ]);
});

test('more lines than pages make sense for stand one behind the other', () => {
  expect(linesOf('a\nb')).toEqual(['a', 'b']);
  expect(linesOf('\n'.repeat(100_000))).toHaveLength(1);
});
