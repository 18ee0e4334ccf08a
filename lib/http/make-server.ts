import { createServer, type Server, type ServerOptions } from 'node:http';
import { answerUnreadable } from '#lib/http/answer-unreadable';
import type { Route } from '#lib/http/route-table';
import { serveRoutes, type NodeListener } from '#lib/http/serve-routes';

/** A request may take this long to arrive whole: 50 MB over a slow line do; one that stalls is closed sooner. */
const REQUEST_TIMEOUT_MS = 300_000;
const HEADERS_TIMEOUT_MS = 15_000;

/** A server of these routes, everything else being `next`'s: also what node itself would answer is answered in our words. */
export function makeServer(routes: readonly Route[], next: NodeListener, options: ServerOptions = {}): Server {
  const limits = { requestTimeout: REQUEST_TIMEOUT_MS, headersTimeout: HEADERS_TIMEOUT_MS, requireHostHeader: false };
  const listener = serveRoutes(routes, next);
  const server = createServer({ ...limits, ...options }, listener);
  server.on('checkExpectation', listener);
  answerUnreadable(server);
  return server;
}
