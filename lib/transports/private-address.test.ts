import { expect, test } from 'vitest';
import { isPrivateAddress } from '#lib/transports/private-address';

test.each([
  '127.0.0.1',
  '127.255.255.254',
  '0.0.0.0',
  '10.1.2.3',
  '172.16.0.1',
  '172.31.255.255',
  '192.168.1.1',
  '100.64.0.1',
  '169.254.169.254',
  '198.18.0.1',
  '224.0.0.1',
  '255.255.255.255',
  '::',
  '::1',
  '::ffff:127.0.0.1',
  '::ffff:10.0.0.1',
  '::ffff:a00:1',
  '64:ff9b::7f00:1',
  '2002:7f00:1::',
  'fd00::1',
  'fe80::1',
  'fe80::1%eth0',
  'ff02::1',
  'localhost',
  '',
])('%s is refused as a destination unless private ones are allowed', (address) => {
  expect(isPrivateAddress(address)).toBe(true);
});

test.each(['192.0.2.1', '8.8.8.8', '172.15.255.255', '172.32.0.1', '100.128.0.1', '2001:db8::1', '::ffff:8.8.8.8'])(
  '%s may be a destination',
  (address) => {
    expect(isPrivateAddress(address)).toBe(false);
  },
);
