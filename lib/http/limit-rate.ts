import { DomainError } from '#lib/errors';
import type { Exchange } from '#lib/http/exchange';

/**
 * Tells every answer of the caller's budget (draft-ietf-httpapi-ratelimit-headers: `RateLimit`, `RateLimit-Policy`) and
 * refuses the request that exceeds it with `Retry-After` at the start of the next minute.
 */
export function limitRate(exchange: Exchange, rate: { count: number; limit: number; secondsLeft: number }): void {
  const left = Math.max(0, rate.limit - rate.count);
  exchange.headers.set('ratelimit-policy', `"minute";q=${rate.limit};w=60`);
  exchange.headers.set('ratelimit', `"minute";r=${left};t=${rate.secondsLeft}`);
  if (rate.count <= rate.limit) return;
  throw new DomainError(
    'too_many_requests',
    `More than ${rate.limit} requests in one minute; wait and send it again.`,
    {
      headers: { 'retry-after': String(rate.secondsLeft) },
    },
  );
}
