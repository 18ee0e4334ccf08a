import { randomUUID } from 'node:crypto';

/** One request being answered: what every error, header and log line refers to. */
export interface Exchange {
  request: Request;
  url: URL;
  /** The caller's `X-Correlation-Id` when usable (1–128 visible ASCII characters), else a generated one. */
  correlationId: string;
  /** Where it came from (lib/http/client-address.ts); `unknown` when no server of ours told. */
  clientAddress: string;
  startedAt: number;
  /** Headers that any answer to this request carries, refusals too. */
  headers: Headers;
}

const USABLE_CORRELATION_ID = /^[\x21-\x7e]{1,128}$/;

/** Opens the exchange of a request. */
export function openExchange(request: Request, clientAddress = 'unknown'): Exchange {
  const given = request.headers.get('x-correlation-id');
  const correlationId = given !== null && USABLE_CORRELATION_ID.test(given) ? given : randomUUID();
  const headers = new Headers({
    'x-correlation-id': correlationId,
    'cache-control': 'no-store',
    'x-content-type-options': 'nosniff',
  });
  return { request, url: new URL(request.url), correlationId, clientAddress, startedAt: performance.now(), headers };
}
