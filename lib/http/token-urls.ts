import { config } from '#lib/config';
import type { Exchange } from '#lib/http/exchange';

/**
 * The addresses under which a client may name our token endpoint as its assertion's audience: the public address, or
 * without one the address of this request. Never both: a caller chooses the Host header, and could replay here an
 * assertion that a client made for somebody else's server.
 */
export function tokenUrls(exchange: Exchange): string[] {
  const origin = config().NEXTAUTH_URL ?? exchange.url.origin;
  return ['/oauth2/token', '/api/token'].map((path) => new URL(path, origin).href);
}
