import { assert, constantFrom, property, string } from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeBytes, unescapeText, type Hl7Delimiters } from '#lib/hl7/escapes';

const usual: Hl7Delimiters = {
  field: '|',
  component: '^',
  repetition: '~',
  escape: '\\',
  subcomponent: '&',
  truncation: '',
};

describe('unescapeText', () => {
  it.each([
    [String.raw`a\F\b\S\c\T\d\R\e\E\f`, 'a|b^c&d~e\\f'],
    [String.raw`one\.br\two\.sp2\three\.sp\four`, 'one\ntwo\n\nthree\nfour'],
    [String.raw`a\.sk3\b\.in+5\c\.ce\d`, 'a   bc\nd'],
    [String.raw`a\.sp-2\b\.sk-1\c\.sk-\d\.sp0\e`, 'abcde'],
    [String.raw`a\.sk99999\b`, `a${' '.repeat(100)}b`],
    [String.raw`\H\loud\N\ quiet`, 'loud quiet'],
    [String.raw`tab\X09\end, \X0D0A\;`, 'tab\tend, \r\n;'],
    [String.raw`caf\XC3\\XA9\ and caf\XE9\ `, 'café and café '],
  ])('resolves %s', (escaped, text) => {
    expect(unescapeText(escaped, usual)).toBe(text);
  });

  it('produces no new sequence from what it resolved', () => {
    expect(unescapeText(String.raw`\E\.br\E\ and \E\F\E\ `, usual)).toBe(String.raw`\.br\ and \F\ `);
  });

  it.each([String.raw`C:\temp\new`, String.raw`half \F`, String.raw`\Zfoo\ \C2842\ \X4\ \.xy\ `, '\\'])(
    'keeps %s, which is no sequence it knows',
    (text) => {
      expect(unescapeText(text, usual)).toBe(text);
    },
  );

  it('follows the characters the message declared', () => {
    const other = { ...usual, escape: '$', component: '*', truncation: '#' };
    expect(unescapeText(String.raw`a$S$b$P$c\F\ `, other)).toBe(String.raw`a*b#c\F\ `);
  });

  it('gives back every text that was escaped by the rules', () => {
    const specials = '|^&~\\';
    assert(
      property(string({ unit: constantFrom(...'|^&~\\.brFSXE0 '.split('')) }), (text) => {
        const escaped = text.replace(/[|^&~\\]/g, (found) => `\\${'FSTRE'.charAt(specials.indexOf(found))}\\`);
        expect(unescapeText(escaped, usual)).toBe(text);
      }),
    );
  });
});

describe('decodeBytes', () => {
  it('reads valid UTF-8 as UTF-8 and anything else as ISO-8859-1', () => {
    expect(decodeBytes(Buffer.from('Μάρθα'))).toEqual({ text: 'Μάρθα', encoding: 'utf-8' });
    expect(decodeBytes(Uint8Array.of(0xb1, 0x36, 0x80))).toEqual({ text: '±6\u0080', encoding: 'iso-8859-1' });
  });
});
