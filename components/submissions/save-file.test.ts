import { expect, test } from 'vitest';
import { makeCounter } from '#components/submissions/save-file';

test('records are counted, not lines, wherever a file is cut into pieces', () => {
  const file = new TextEncoder().encode('\uFEFFa,b\r\n1,"two\r\nlines ""quoted"""\r\n2,ü\r\n');
  for (let at = 0; at <= file.length; at++) {
    const count = makeCounter();
    count(file.subarray(0, at));
    expect(count(file.subarray(at))).toBe(3);
  }
});
