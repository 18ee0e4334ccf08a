import { expect, test } from 'vitest';
import { clientAddress } from '#lib/http/client-address';

test.each<[string, string | undefined, number, string]>([
  ['without proxies the connection counts', undefined, 0, 'peer'],
  ['without proxies nobody else is believed', '192.0.2.1', 0, 'peer'],
  ['one proxy names the caller', '192.0.2.1', 1, '192.0.2.1'],
  ['what the caller made up stands further left', '198.51.100.9, 192.0.2.1', 1, '192.0.2.1'],
  ['two proxies: the inner one names the outer', '198.51.100.9, 192.0.2.1, 10.0.0.1', 2, '192.0.2.1'],
  ['spaces and empty places count for nothing', ' 2001:db8::1 ,, ', 1, '2001:db8::1'],
  ['who went around a proxy is the leftmost', '192.0.2.1', 3, '192.0.2.1'],
  ['who went around all proxies is the connection', '', 1, 'peer'],
])('%s', (_, forwarded, trusted, address) => {
  expect(clientAddress(forwarded, 'peer', trusted)).toBe(address);
});
