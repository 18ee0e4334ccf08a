import { expect, test } from 'vitest';
import { expandAt } from './snippets.tsx';

const KNOWN: Record<string, string> = { ';nad': 'No abnormality.', ';unch': 'Unchanged since [date].' };
const expand = (abbreviation: string) => KNOWN[abbreviation] ?? null;

test('an abbreviation before the caret becomes its words, with the caret behind a space', () => {
  expect(expandAt('Well. ;nad', 10, expand)).toEqual({
    place: { from: 6, to: 10 },
    words: 'No abnormality. ',
    select: { from: 22, to: 22 },
  });
});

test('the first field of a snippet is selected, and no space added', () => {
  const snippet = expandAt(';unch', 5, expand);
  expect(snippet?.words).toBe('Unchanged since [date].');
  expect(snippet?.select).toEqual({ from: 16, to: 22 });
});

test.each(['nad', ';nothing', '; nad', ';nad.', ''])('%j stays as it is', (text) => {
  expect(expandAt(text, text.length, expand)).toBeNull();
});

test('capital letters are the same abbreviation, and words behind the caret do not count', () => {
  expect(expandAt(';NADxyz', 4, expand)?.words).toBe('No abnormality. ');
});
