import { array, assert, constantFrom, property } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { htmlToText } from '#lib/fhir/html-to-text';

const read = (html: string): string | null => htmlToText(html, 10_000);

describe('lines', () => {
  it.each([
    ['paragraphs, with a blank line between', '<p>one</p><p>two</p>', 'one\n\ntwo'],
    ['line breaks, each of them', 'one<br>two<br/><br>three', 'one\ntwo\n\nthree'],
    ['divisions, nested ones once', '<div><div>one</div></div><div>two</div>three', 'one\ntwo\nthree'],
    ['headings', '<h1>FINDINGS</h1>Clear.', 'FINDINGS\n\nClear.'],
    ['list items', 'a<ul><li>one<li>two<ul><li>in</li></ul></li></ul>b', 'a\n\n- one\n- two\n  - in\n\nb'],
    ['numbered items', '<ol><li><p>one</p></li><li>two</li></ol>', '1. one\n2. two'],
    ['rows', '<table><tr><th>Side<th>mm</tr><tr><td><p>left</p></td><td>12</td></tr></table>', 'Side | mm\nleft | 12'],
    ['empty cells', '<table><tr><td>a</td><td></td><td>c</td></tr></table>', 'a | | c'],
    ['paragraphs in a cell that lays out the page', '<table><tr><td><p>a</p><p>b</p></td></tr></table>', 'a\n\nb'],
    ['text as it was set', '<pre>a\r\n  b</pre>', 'a\n  b'],
  ])('come of %s', (_, html, text) => {
    expect(read(html)).toBe(text);
  });

  it('have no blanks but those that a browser shows', () => {
    expect(read('\n  <b>a</b>\n<i>b</i>c <!-- x --> d \n')).toBe('a bc d');
    expect(read('a&nbsp;&nbsp;b')).toBe('a  b');
  });
});

describe('what is left out', () => {
  it.each([
    ['scripts', 'a<script>if (1<2) { document.write("<p>x</p>") }</script>b', 'ab'],
    ['styles', '<STYLE>p{}</STYLE>a', 'a'],
    ['titles', '<html><head><title>t</title></head><body>a</body></html>', 'a'],
    ['an empty script of XHTML, and nothing after it', '<script src="x"/>a', 'a'],
    ['a script without an end', 'a<script>b', 'a'],
    ['attributes', '<p class="x>y" onclick=\'z\'>a</p>', 'a'],
    ['a tag that was cut off', 'a <img src="x', 'a'],
    ['comments and instructions', 'a<!-- <p>b</p> --><?xml x?><!doctype html>', 'a'],
  ])('%s', (_, html, text) => {
    expect(read(html)).toBe(text);
  });
});

describe('entities', () => {
  it.each([
    ['named', '5 &plusmn; 1 &micro;m &lt; 6', '5 ± 1 µm < 6'],
    ['numeric', '&#65;&#x42;', 'AB'],
    ['without a semicolon', '&lt5 &amp 6', '<5 & 6'],
    ['encoded twice: decoded once', '&amp;lt;p&amp;gt;', '&lt;p&gt;'],
    ['unknown', '&bogus; &', '&bogus; &'],
    ['impossible', '&#0;&#xD800;&#x110000;', '\uFFFD\uFFFD\uFFFD'],
  ])('%s', (_, html, text) => {
    expect(read(html)).toBe(text);
  });
});

it('keeps what a mark means: an exponent, and words that are struck out', () => {
  expect(read('10<sup>3</sup>/L, cm<sup>2</sup>')).toBe('10^3/L, cm2');
  expect(read('<del>No</del> fracture')).toBe('[deleted: No] fracture');
});

it('reads on across the pieces it takes the markup in', () => {
  const words = 'one &amp; two<br>';
  for (const shift of Array.from({ length: words.length }, (_, at) => 'x'.repeat(at))) {
    const html = `${shift}<br>${words.repeat(9000)}`;
    const text = htmlToText(html, 1_000_000) ?? '';
    expect(
      text
        .replace(/^x*\n/, '')
        .split('\n')
        .every((line) => line === 'one & two'),
    ).toBe(true);
  }
});

it('keeps comparisons that are no tags', () => {
  expect(read('x < 5 mm, y<3, z > 4')).toBe('x < 5 mm, y<3, z > 4');
});

it('gives null for more text than the limit, whatever the markup around it', () => {
  expect(htmlToText(`<p>${'a'.repeat(100)}</p>`, 100)).toHaveLength(100);
  expect(htmlToText(`<p>${'a'.repeat(101)}</p>`, 100)).toBeNull();
  expect(htmlToText('&amp;'.repeat(101), 100)).toBeNull();
  expect(htmlToText('<ul><li>'.repeat(101), 100)).toBeNull();
});

it.each(['<b>', '<div>', '<table><tr><td>', '</b>', '<', '&', '<!--', '<a x='])('reads 200,000 of %s', (piece) => {
  expect(read(`a${piece.repeat(200_000)}`)).not.toBe('');
});

it('never fails and never lets a tag through, whatever the markup', () => {
  const piece = constantFrom(
    '<p>',
    '</p>',
    '<table>',
    '</table>',
    '<td>',
    '<li>',
    '</ul>',
    '<ol>',
    '<br',
    '/>',
    '<pre>',
  );
  const more = constantFrom('&amp;', '&#6', '<script>', '</script>', '"', "'", '=', ' ', 'word', '<sup>', '</s>', '<!');
  assert(
    property(array(constantFrom(piece, more).chain((one) => one)), (pieces) => {
      expect(read(pieces.join(''))).not.toMatch(/<\/?(?:p|table|td|li|ul|ol|script)>/);
    }),
  );
});
