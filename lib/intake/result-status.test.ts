import { expect, it } from 'vitest';
import { resultMeaning } from '#lib/intake/result-status';

it.each(['F', 'Final', 'FINAL', 'C', 'Corrected', 'Amended'])('%s is final', (word) => {
  expect(resultMeaning(word)).toBe('final');
});

it.each(['P', 'Prelim', 'preliminary', 'R', 'Wet Read', 'wet-read', 'I'])('%s is preliminary', (word) => {
  expect(resultMeaning(word)).toBe('preliminary');
});

it.each(['X', 'W', 'D', 'Cancelled'])('%s withdraws', (word) => {
  expect(resultMeaning(word)).toBe('withdrawn');
});

it.each(['', '?', 'Q', 'Finally'])('%j is no status', (word) => {
  expect(resultMeaning(word)).toBeNull();
});
