import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compilePattern, findPatternSplitByComma } from '#lib/routing/pattern';

function patternOf(source: string) {
  const result = compilePattern(source);
  if (!result.ok) throw new Error(result.reason);
  return result.pattern;
}

const quote = (text: string) => text.replaceAll(/[\\^$.|?*+()[\]{}]/g, String.raw`\$&`);

describe('compilePattern', () => {
  it('matches the whole value only', () => {
    expect(patternOf('CT').matches('CT')).toBe(true);
    expect(patternOf('CT').matches('CTA')).toBe(false);
    expect(patternOf('C[TR]').matches('CT')).toBe(true);
    expect(patternOf('C[TR]').matches('CTA')).toBe(false);
    expect(patternOf('C|T').matches('CT')).toBe(false);
    expect(patternOf('^CT$').matches('CT')).toBe(true);
    expect(patternOf('^CT$').matches('CT\n')).toBe(false);
  });

  it('is case-sensitive unless the pattern says otherwise', () => {
    expect(patternOf('ct.*').matches('CT head')).toBe(false);
    expect(patternOf('(?i)ct.*').matches('CT head')).toBe(true);
  });

  it('lets a dot match a line break only with (?s)', () => {
    expect(patternOf('.*fox.*').matches('a\nfox\n')).toBe(false);
    expect(patternOf('(?s).*fox.*').matches('a\nfox\n')).toBe(true);
  });

  it('compares a pattern without metacharacters as plain text', () => {
    expect(patternOf('CT HEAD-1')).toMatchObject({ literal: true, cost: 0 });
    expect(patternOf('CT.')).toMatchObject({ literal: false });
    for (const character of '\\^$.|?*+()[]{}') {
      const result = compilePattern(`a${character}`);
      expect(result.ok && result.pattern.literal, character).toBe(false);
    }
  });

  it('finishes on input that makes a backtracking engine explode', () => {
    const evil = patternOf('(a+)+$');
    expect(evil.matches('a'.repeat(50_000))).toBe(true);
    expect(evil.matches(`${'a'.repeat(50_000)}!`)).toBe(false);
  });

  it('refuses what RE2 cannot do, in plain words', () => {
    expect(compilePattern('(CT')).toEqual({
      ok: false,
      reason: '"(CT" cannot be used as a pattern: missing closing ): `(CT`.',
    });
    for (const source of ['a(?=b)', 'a(?!b)', '(?<=a)b', '(?<!a)b', '(?>a)']) {
      expect(compilePattern(source), source).toMatchObject({ reason: expect.stringContaining('look-ahead') });
    }
    expect(compilePattern('(a)\\1')).toMatchObject({ reason: expect.stringContaining('back-references') });
  });

  it('agrees with string equality for every quoted text', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (text, other) => {
        expect(patternOf(quote(text)).matches(text)).toBe(true);
        expect(patternOf(quote(text)).matches(other)).toBe(text === other);
      }),
    );
  });
});

describe('findPatternSplitByComma', () => {
  it.each([
    [['field', 'a{1', '2}'], 'a{1,2}'],
    [['field', 'a{2', '}b'], 'a{2,}b'],
    [['field', '[a', 'b]'], '[a,b]'],
    [['field', '(a', 'b', 'c)'], '(a,b,c)'],
  ])('puts the pieces %j together', (args, pattern) => {
    expect(findPatternSplitByComma(args)).toBe(pattern);
  });

  it.each([[['field', 'a', 'b']], [['field', String.raw`a\{1`, '2}']], [['field', '(a', 'b']], [['a{1']], [[]]])(
    'leaves %j alone',
    (args) => {
      expect(findPatternSplitByComma(args)).toBeNull();
    },
  );
});
