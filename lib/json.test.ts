import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findFault } from '#lib/json';

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
      expect(findFault(twice)).toEqual({ kind: 'duplicate', member });
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
    expect(findFault(json)).toEqual({ kind: 'duplicate', member: name });
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

test('more than a million values, or than 10,000 members of one object, are not parsed', () => {
  const list = (count: number): string => `[${'0,'.repeat(count - 1)}0]`;
  const object = (count: number): string => `{${Array.from({ length: count }, (_, at) => `"a${at}":0`).join()}}`;
  expect([findFault(list(1_000_000)), findFault(list(1_000_001))]).toEqual([null, { kind: 'many' }]);
  expect([findFault(object(10_000)), findFault(object(10_001))]).toEqual([null, { kind: 'many' }]);
  expect(findFault(`[${'{},'.repeat(600_000)}0]`)).toEqual({ kind: 'many' });
  expect(findFault(JSON.stringify({ text: ',{['.repeat(2_000_000) }))).toBeNull();
});

test('deep nesting and long runs of backslashes cost no more than their length', () => {
  const deep = `${'[{"a":'.repeat(100_000)}1${'}]'.repeat(100_000)}`;
  expect(findFault(deep)).toEqual({ kind: 'deep' });
  const wide = `[${'{"a":[{}]},'.repeat(100_000)}1]`;
  expect(findFault(wide)).toBeNull();
  const slashes = `{"a":"${'\\\\'.repeat(1_000_000)}","b":"${'\\"'.repeat(1_000_000)}"}`;
  expect(findFault(slashes)).toBeNull();
});
