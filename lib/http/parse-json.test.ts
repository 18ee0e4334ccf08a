import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findFault, parseJson } from '#lib/http/parse-json';

const bytes = (text: string) => new TextEncoder().encode(text);

test('any JSON value is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue(), fc.constantFrom(0, 2, '\t'), (value, indent) => {
      const json = JSON.stringify(value, null, indent);
      expect(parseJson(bytes(json))).toEqual(JSON.parse(json));
    }),
  );
});

test('a member named twice in one object is found wherever it stands, and only then', () => {
  const name = fc.string({ unit: 'binary' });
  const around = fc.constantFrom<(json: string) => string>(
    (json) => json,
    (json) => `[1, ${json}]`,
    (json) => `{"\\\\":"\\"}{", "x": [${json}, "y"]}`,
  );
  fc.assert(
    fc.property(name, fc.jsonValue(), fc.jsonValue(), around, (member, one, other, wrap) => {
      const [key, first, second] = [member, one, other].map((part) => JSON.stringify(part));
      const twice = wrap(`{${key}: ${first}, "between": ${second}, ${key}: ${second}}`);
      expect(findFault(twice)).toMatch('twice in one object');
      expect(() => parseJson(bytes(twice))).toThrow('twice in one object');
      expect(findFault(wrap(`{"a": {${key}: ${first}}, "b": {${key}: ${second}}}`))).toBeNull();
    }),
  );
});

describe('a member', () => {
  test.each([
    ['{"a":1,"a":2}', 'a'],
    ['{"a":1,"\\u0061":2}', 'a'],
    ['{"\\"":1,"\\u0022":2}', '"'],
    ['{"a\\\\":1,"a\\\\":2}', 'a\\'],
    ['{"":1,"":2}', ''],
    ['{"a":{"b":1},"c":{"b":1,"b":2}}', 'b'],
    ['[{"a":1},{"a":1,"a" \n:2}]', 'a'],
    ['{"__proto__":1,"__proto__":2}', '__proto__'],
  ])('%s names %j twice', (json, name) => {
    expect(findFault(json)).toBe(`names the member “${name}” twice in one object`);
  });

  test.each([
    '{}',
    '"a"',
    '["a","a"]',
    '{"a":"a","b":"a"}',
    '{"a":["a",{"a":1}]}',
    '{"a":1,"A":2}',
    '{"a":"b\\"","b":"\\\\"}',
    '{"a":"{\\"x\\":1,\\"x\\":2}"}',
    '{"e\\u0301":1,"\\u00e9":2}',
  ])('%s names nothing twice', (json) => {
    expect(findFault(json)).toBeNull();
  });
});

test('deep nesting and long runs of backslashes cost no more than their length', () => {
  const deep = `${'[{"a":'.repeat(100_000)}1${'}]'.repeat(100_000)}`;
  expect(findFault(deep)).toBe('is nested deeper than 64 levels');
  const wide = `[${'{"a":[{}]},'.repeat(100_000)}1]`;
  expect(findFault(wide)).toBeNull();
  const slashes = `{"a":"${'\\\\'.repeat(1_000_000)}","b":"${'\\"'.repeat(1_000_000)}"}`;
  expect(findFault(slashes)).toBeNull();
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
])('%s is refused', (_, body, words) => {
  expect(() => parseJson(body)).toThrow(words);
});
