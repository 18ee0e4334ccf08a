/** Where an HTTP or HTTPS address connects to: an IPv6 host without brackets, the scheme's own port where none is given. */
export function placeOfUrl(address: string): { host: string; port: number; isTls: boolean } {
  const { hostname, port, protocol } = new URL(address);
  const isTls = protocol === 'https:';
  return { host: hostname.replace(/^\[(.*)\]$/, '$1'), port: Number(port) || (isTls ? 443 : 80), isTls };
}
