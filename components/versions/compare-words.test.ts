import fc from 'fast-check';
import { expect, test } from 'vitest';
import { compareWords, countWords, wordsOf, type Passage } from '#components/versions/compare-words';

const side = (passages: readonly Passage[] | null, without: Passage['kind']): string =>
  (passages ?? []).flatMap(({ kind, text }) => (kind === without ? [] : [text])).join('');

test('a text is the sum of its words, whatever is in it', () => {
  fc.assert(fc.property(fc.string({ unit: 'grapheme' }), (text) => wordsOf(text).join('') === text));
});

test('both texts can be read out of the comparison, letter for letter', async () => {
  const text = fc
    .array(fc.constantFrom('no', ' ', '\n', '5.2', 'cm', ',', 'left', '\r\n', 'é', '🫁'))
    .map((words) => words.join(''));
  await fc.assert(
    fc.asyncProperty(text, text, async (before, after) => {
      const passages = await compareWords(before, after);
      expect(side(passages, 'added')).toBe(before);
      expect(side(passages, 'removed')).toBe(after);
    }),
  );
});

test.each([
  ['A nodule of 5.2 cm.', 'A nodule of 5.3 cm.', '5.2', '5.3'],
  ['Narrowing at L4-5.', 'Narrowing at L4-6.', 'L4-5', 'L4-6'],
  ['Compared with 12/03/2026.', 'Compared with 12/04/2026.', '12/03/2026', '12/04/2026'],
])('a measure, level or date changes whole: %s', async (before, after, removed, added) => {
  const passages = (await compareWords(before, after)) ?? [];
  expect(passages.filter(({ kind }) => kind !== 'same')).toEqual([
    { kind: 'removed', text: removed },
    { kind: 'added', text: added },
  ]);
});

test('changed words with only spaces between them are one change', async () => {
  expect(await compareWords('The lungs are clear.', 'The left lung is clear.')).toEqual([
    { kind: 'same', text: 'The ' },
    { kind: 'removed', text: 'lungs are ' },
    { kind: 'added', text: 'left lung is ' },
    { kind: 'same', text: 'clear.' },
  ]);
  expect(await compareWords('No effusion.', 'No large effusion.')).toEqual([
    { kind: 'same', text: 'No ' },
    { kind: 'added', text: 'large ' },
    { kind: 'same', text: 'effusion.' },
  ]);
});

test('words are counted, marks and white space are not', async () => {
  const passages = (await compareWords('The left lung is clear.', 'The right lung, is (nearly) clear.')) ?? [];
  expect([countWords(passages, 'removed'), countWords(passages, 'added')]).toEqual([1, 2]);
});

test('equal texts are one passage, and empty ones none', async () => {
  expect(await compareWords('same', 'same')).toEqual([{ kind: 'same', text: 'same' }]);
  expect(await compareWords('', '')).toEqual([]);
});
