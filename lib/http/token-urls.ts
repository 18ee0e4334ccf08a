import { config } from '#lib/config';
import type { Exchange } from '#lib/http/exchange';

/** The addresses under which a client may name our token endpoint as its assertion's audience. */
export function tokenUrls(exchange: Exchange): string[] {
  const origins = [config().NEXTAUTH_URL, exchange.url.origin].filter((origin) => origin !== undefined);
  return origins.flatMap((origin) => ['/oauth2/token', '/api/token'].map((path) => new URL(path, origin).href));
}
