import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseJson } from '#lib/http/parse-json';

const bytes = (text: string) => new TextEncoder().encode(text);

test('any JSON value is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, indent) => {
      const json = JSON.stringify(value, null, indent);
      expect(parseJson(bytes(json))).toEqual(JSON.parse(json));
    }),
  );
});

test('64 levels are not too deep', () => {
  expect(parseJson(bytes(`${'['.repeat(64)}${']'.repeat(64)}`))).toHaveLength(1);
});

test.each([
  ['invalid UTF-8', Uint8Array.of(0x22, 0xff, 0x22), 'not valid UTF-8'],
  ['a byte order mark', bytes('\ufeff{}'), 'not valid JSON'],
  ['nothing', bytes(''), 'not valid JSON'],
  ['a cut value', bytes('{"a":'), 'not valid JSON'],
  ['a string without an end', bytes('{"a":"[[[['), 'not valid JSON'],
  ['a name that is no JSON string', bytes('{"\\x":1}'), 'not valid JSON'],
  ['nesting deeper than 64', bytes('['.repeat(65)), 'nested deeper than 64'],
  ['a member twice', bytes('{"a":{"b":1,"b":2}}'), 'The body names the member “b” twice in one object.'],
])('%s is refused', (_, body, words) => {
  expect(() => parseJson(body)).toThrow(words);
});
