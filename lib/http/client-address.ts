/**
 * The address that called, as far as it can be trusted: the `trusted`-th from the right of `X-Forwarded-For` and the
 * connection's own, since each proxy of ours adds on the right what it saw. Whatever stands further left, callers may
 * have made up. With fewer addresses than that, the leftmost.
 */
export function clientAddress(forwarded: string | undefined, connection: string, trusted: number): string {
  const named = (forwarded ?? '').split(',').map((address) => address.trim());
  const chain = [...named.filter(Boolean), connection];
  return chain[Math.max(0, chain.length - 1 - trusted)] ?? connection;
}
