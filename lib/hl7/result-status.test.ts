import { expect, it } from 'vitest';
import { resultMeaning, resultStatusOf } from '#lib/hl7/result-status';

it.each([
  ['F', 'F U CM Final FINAL'],
  ['C', 'C Corrected Amended Addendum'],
  ['P', 'P Prelim preliminary R Wet-Read I'],
  ['X', 'X W D Cancelled'],
] as const)('%s is what %s say', (status, written) => {
  for (const word of written.split(' ')) expect(resultStatusOf(word), word).toBe(status);
});

it('reads words of several parts', () => {
  expect(resultStatusOf('Wet Read')).toBe('P');
});

it.each(['', '?', 'Q', 'Finally'])('%j is no status', (word) => {
  expect(resultStatusOf(word)).toBeNull();
});

it('takes a corrected result for a final one', () => {
  expect((['P', 'F', 'C', 'X'] as const).map(resultMeaning)).toEqual(['preliminary', 'final', 'final', 'withdrawn']);
});
