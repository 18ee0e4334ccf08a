import { isIPv6 } from 'node:net';

/** An IP address and a port as one text, as in URLs (RFC 3986 §3.2.2): `192.0.2.7:2575`, `[2001:db8::7]:2575`. */
export const formatAddress = (address: string, port: number): string =>
  `${isIPv6(address) ? `[${address}]` : address}:${port}`;
