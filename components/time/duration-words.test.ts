import { expect, test } from 'vitest';
import { exactDuration, roundDuration } from '#components/time/duration-words';

const MINUTE = 60_000;

test.each([
  [0, '0:00'],
  [59_999, '0:59'],
  [9 * MINUTE + 41_000, '9:41'],
  [10 * MINUTE, '10 min'],
  [59.9 * MINUTE, '59 min'],
  [60 * MINUTE, '1 h 0 min'],
  [125 * MINUTE, '2 h 5 min'],
  [1440 * MINUTE, '1 d 0 h'],
  [4560 * MINUTE, '3 d 4 h'],
])('%d ms is %s', (ms, words) => expect(exactDuration(ms)).toBe(words));

test.each([
  [-5, '0 min'],
  [59 * MINUTE, '59 min'],
  [119 * MINUTE, '1 h'],
  [2879 * MINUTE, '1 d'],
])('%d ms is about %s', (ms, words) => expect(roundDuration(ms)).toBe(words));
