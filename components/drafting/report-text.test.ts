import { expect, test } from 'vitest';
import { byteLength, ReportText, storable } from './report-text.tsx';

test.each(['', 'plain', 'Größe 5 µm', '漢字', 'a 🫁 b', '\u07ff\u0800\uffff'])(
  '%j has as many bytes as UTF-8 gives it',
  (text) => {
    expect(byteLength(text)).toBe(new TextEncoder().encode(text).byteLength);
  },
);

test('bytes add up wherever a text is cut, inside a surrogate pair too', () => {
  const text = 'a🫁b漢';
  for (let at = 0; at <= text.length; at++)
    expect(byteLength(text.slice(0, at)) + byteLength(text.slice(at))).toBe(byteLength(text));
});

test('what cannot be stored exactly is dropped or replaced, and line ends are one character', () => {
  expect(storable('a\r\nb\rc\0d')).toBe('a\nb\ncd');
  expect(storable('a\ud83eb')).toBe('a\ufffdb');
});

test('words changed without a surface are counted and told', () => {
  const text = new ReportText('One two');
  let told = 0;
  text.subscribe(() => (told += 1));
  text.replace('three', { from: 4, to: 7 });
  expect([text.get(), text.bytes, text.edits, told]).toEqual(['One three', 9, 1, 1]);
});
