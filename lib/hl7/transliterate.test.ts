import { expect, test } from 'vitest';
import { transliterate } from '#lib/hl7/transliterate';

test.each([
  ['8859/1', 'é ± µ ³', 'é ± µ ³', 0],
  ['8859/1', '5 \u03BCg ≥ 3', '5 \u00B5g >= 3', 2],
  ['ASCII', '5 \u03BCg', '5 ug', 1],
  ['ASCII', '10³ cm²', '10^3 cm^2', 2],
  ['ASCII', '1½', '1 1/2', 1],
  ['ASCII', 'Łukasz Zoë', 'Lukasz Zoe', 2],
  ['ASCII', 'α-blocker', 'alpha-blocker', 1],
  ['ASCII', 'CO₂ “no”\u200B', 'CO2 "no"', 4],
  ['8859/1', '中😀', '[U+4E2D][U+1F600]', 2],
  ['UNICODE UTF-8', '中😀', '中😀', 0],
] as const)('in %s %s is %s', (set, text, written, replaced) => {
  expect(transliterate(text, set)).toEqual({ text: written, replaced });
});
