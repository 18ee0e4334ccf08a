import { expect, test } from 'vitest';
import { formatAddress } from '#lib/transports/format-address';

test.each([
  ['192.0.2.7', 2575, '192.0.2.7:2575'],
  ['2001:db8::7', 2575, '[2001:db8::7]:2575'],
  ['::1', 22, '[::1]:22'],
  ['::ffff:192.0.2.7', 443, '[::ffff:192.0.2.7]:443'],
])('%s and %i are written so that the port cannot be taken for a part of the address', (address, port, told) => {
  expect(formatAddress(address, port)).toBe(told);
});
