import { correlationIdOf } from '#lib/ids';

/** One request being answered: what every error, header and log line refers to. */
export interface Exchange {
  request: Request;
  url: URL;
  correlationId: string;
  /** Where it came from (lib/http/client-address.ts); `unknown` when no server of ours told. */
  clientAddress: string;
  startedAt: number;
  /** Headers that any answer to this request carries, refusals too. */
  headers: Headers;
}

/** Opens the exchange of a request. */
export function openExchange(request: Request, clientAddress = 'unknown'): Exchange {
  const correlationId = correlationIdOf(request.headers);
  const headers = new Headers({
    'x-correlation-id': correlationId,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  return { request, url: new URL(request.url), correlationId, clientAddress, startedAt: performance.now(), headers };
}
