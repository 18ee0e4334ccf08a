import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { splitNdjson } from '#lib/intake/split-ndjson';

const split = (text: string): string[] => [...splitNdjson(Buffer.from(text))].map(String);

const bundle = { resourceType: 'Bundle', id: 'b', entry: [{ resource: { resourceType: 'Patient', id: '}]"\\' } }] };
const line = JSON.stringify(bundle);
const pretty = JSON.stringify(bundle, null, 2);

describe('lines', () => {
  it.each(['\n', '\r\n'])('ended by %j are items; the last needs no end', (end) => {
    expect(split(`{"a":1}${end}{"b":2}`)).toEqual(['{"a":1}', '{"b":2}']);
    expect(split(`{"a":1}${end}{"b":2}${end}`)).toEqual(['{"a":1}', '{"b":2}']);
  });

  it('that are blank are no items', () => {
    expect(split('')).toEqual([]);
    expect(split('\n\r\n \t\n')).toEqual([]);
    expect(split('\n\n{"a":1}\n\n \t \r\n{"b":2}\n\n')).toEqual(['{"a":1}', '{"b":2}']);
    expect(split('  {"a":1} \n')).toEqual(['{"a":1} ']);
  });

  it('lose the byte order mark of the file, and of a file that was put behind another', () => {
    expect(split(`\uFEFF${line}\n\uFEFF${line}\n\uFEFF\n`)).toEqual([line, line]);
  });

  it('are kept when they are broken, and keep those around them', () => {
    expect(split(`{"resourceType":\n${line}\nhello\n}`)).toEqual(['{"resourceType":', line, 'hello', '}']);
    expect(split(`{"a":[\n${line}\n]}`)).toEqual(['{"a":[', line, ']}']);
  });

  it('end at line feeds only: other separators may stand in a text', () => {
    expect(split('"a\u2028b\u0085c\vd"')).toHaveLength(1);
    expect(split('{"a":\r1}')).toEqual(['{"a":\r1}']);
  });

  it('are views of the payload, not copies', () => {
    const payload = Buffer.from(`${line}\n${line}\n`);
    for (const item of splitNdjson(payload)) expect(item.buffer).toBe(payload.buffer);
  });
});

describe('one Bundle over several lines', () => {
  it.each([
    ['as JSON.stringify writes it', pretty],
    ['with CRLF', pretty.replaceAll('\n', '\r\n')],
    ['with a byte order mark and blank lines around', `\uFEFF\n\n${pretty}\n\n`],
    ['with its brackets on lines of their own', `{\n${line.slice(1, -1)}\n}`],
  ])('%s is one item', (_, text) => {
    const items = split(text);
    expect(items).toHaveLength(1);
    expect(JSON.parse(items[0] ?? '')).toEqual(bundle);
  });

  it('is not assumed of other documents, nor of a Bundle followed by something', () => {
    expect(split('{\n"a": 1\n}')).toHaveLength(3);
    expect(split(`${pretty}\n${line}`).length).toBeGreaterThan(2);
    expect(split(`${line}\n${pretty}`).length).toBeGreaterThan(2);
  });

  it('is one item when it nests too deeply or has too many values to be parsed, for the reader to say so', () => {
    expect(split(`{\n"a":[${'0,'.repeat(1_000_000)}0]\n}`)).toHaveLength(1);
    expect(split(`{\n"a":${'['.repeat(100_000)}${']'.repeat(100_000)}\n}`)).toHaveLength(1);
  });
});

it('loses no byte that says something, whatever the payload', () => {
  const piece = constantFrom('{', '}', '[', ']', '"', '\\', '\n', '\r\n', ' ', 'a', '\uFEFF', line);
  assert(
    property(array(piece), (pieces) => {
      const text = pieces.join('');
      const bare = (written: string): string => written.replaceAll(/[\s\uFEFF]/g, '');
      expect(bare(split(text).join(''))).toBe(bare(text));
    }),
  );
});

it('reads 50 MB of line feeds, of open brackets and of one string, and stops where its reader stops', () => {
  const size = 50_000_000;
  expect([...splitNdjson(Buffer.alloc(size, '\n'))]).toEqual([]);
  expect([...splitNdjson(Buffer.alloc(size, '{'))]).toHaveLength(1);
  expect([...splitNdjson(Buffer.from(`{\n"${'\\"'.repeat(size / 2)}`))]).toHaveLength(2);
  expect(splitNdjson(Buffer.alloc(size, 'x\n')).next().value?.toString()).toBe('x');
});
