import { expect, it } from 'vitest';
import { readTime, utcOf } from '#lib/hl7/time';

const inUtc = (text: string, zone: string): string | null => {
  const stamp = readTime(text);
  return stamp && utcOf(stamp, zone);
};

it('takes a time stamp apart without converting it', () => {
  expect(readTime('20261120093015.25+1100')).toEqual({
    date: '2026-11-20',
    time: '09:30:15',
    fraction: '.25',
    offset: '+11:00',
  });
  expect(readTime('19741018')).toEqual({ date: '1974-10-18', time: null, fraction: '', offset: null });
  expect(readTime('202611200930')?.time).toBe('09:30:00');
});

it.each(['', '1974', '00000101', '197410', '20260230', '20261120250000', '2026112009305', '20261120-9900', 'today'])(
  'refuses %j',
  (text) => {
    expect(readTime(text)).toBeNull();
  },
);

it('gives the instant in UTC with the precision that was written', () => {
  expect(inUtc('20261120093015.2500+1100', '+00:00')).toBe('2026-11-19T22:30:15.2500Z');
  expect(inUtc('20261120093015', '-05:00')).toBe('2026-11-20T14:30:15Z');
  expect(inUtc('20261120', '+00:00')).toBe('2026-11-20T00:00:00Z');
});

it('gives no instant that its zone moves out of the years that can be written', () => {
  expect(inUtc('00010101', '+01:00')).toBeNull();
  expect(inUtc('99991231235959-0100', '+00:00')).toBeNull();
});
