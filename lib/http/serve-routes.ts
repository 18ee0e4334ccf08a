import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';
import { config } from '#lib/config';
import { clientAddress } from '#lib/http/client-address';
import { PlainResponse } from '#lib/http/plain-response';
import { unknownRouteOperation } from '#lib/http/contract';
import { refuseRoute, unknownOperation, type RouteRefusal } from '#lib/http/refuse-route';
import { matchRoute, type Route, type RouteHandler, type RouteModule } from '#lib/http/route-table';
import { sendResponse } from '#lib/http/send-response';

/** Families that are served here whole: what has no route there is refused in their own words, never as a page. */
const API = /^\/(integrations|api\/waters|api\/report|api\/reports|api\/validate|oauth2)(\/|$)/;

export type NodeListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/**
 * Serves the product's routes on node:http without Next's pipeline (docs/decisions/routes-before-next.md) and hands
 * everything else to `next`.
 */
export function serveRoutes(routes: readonly Route[], next: NodeListener): NodeListener {
  const found = new WeakMap<IncomingMessage, (request: Request) => Promise<Response>>();
  const listener = getRequestListener(
    async (request, { incoming, outgoing }) => {
      const handle = found.get(incoming as IncomingMessage);
      if (!handle) return new Response(null, { status: 500 });
      const response = await handle(request);
      if (!(response instanceof PlainResponse)) return response;
      sendResponse(response, incoming as IncomingMessage, outgoing as ServerResponse);
      return RESPONSE_ALREADY_SENT;
    },
    { overrideGlobalObjects: false },
  );
  return (incoming, outgoing) => {
    const target = originForm(incoming.url ?? '/');
    const pathname = target.split('?', 1)[0] ?? '/';
    const call = callFor(routes, incoming.method ?? 'GET', pathname);
    const address = addressOf(incoming);
    if (call === null) {
      // Next hands this header on as it is, and reads no connection.
      incoming.headers['x-forwarded-for'] = address;
      return next(incoming, outgoing);
    }
    const flaw = flawOf(incoming);
    const handler = flaw ? refuseRoute(call.handler.operation, flaw) : call.handler;
    const params = Promise.resolve(call.params);
    found.set(incoming, (request) => handler(request, { params, clientAddress: address }));
    // The adapter answers an empty 400 of its own to what it cannot make a URL of: our answers need one all the same.
    incoming.url = target.replaceAll('\\', '%5C');
    if (!isHost(incoming.headers.host)) incoming.headers.host = 'localhost';
    void listener(incoming, outgoing);
  };
}

/** Path and query of a request target; an absolute one (RFC 9112 §3.2.2) loses its origin. */
function originForm(target: string): string {
  if (target.startsWith('/') || !URL.canParse(target)) return target;
  const { pathname, search } = new URL(target);
  return `${pathname}${search}`;
}

/** What is wrong with the request whatever it asks for. HTTP/1.0 needs no Host. */
function flawOf({ headers, httpVersion }: IncomingMessage): RouteRefusal | null {
  const hasHost = isHost(headers.host) || (headers.host === undefined && httpVersion === '1.0');
  if (!hasHost) return { kind: 'malformed' };
  const expects = headers.expect !== undefined && !/100-continue/i.test(headers.expect);
  return expects ? { kind: 'expectation' } : null;
}

/** Whether a URL can be made of this Host header. */
function isHost(host: string | undefined): boolean {
  if (host === undefined) return false;
  const name = host.replace(/:\d+$/, '').toLowerCase();
  return URL.canParse(`http://${host}`) && new URL(`http://${host}`).hostname === name;
}

function addressOf(incoming: IncomingMessage): string {
  const forwarded = incoming.headers['x-forwarded-for'];
  const connection = incoming.socket.remoteAddress ?? 'unknown';
  return clientAddress(forwarded?.toString(), connection, config().READOUT_TRUSTED_PROXIES);
}

interface Call {
  handler: RouteHandler;
  params: Record<string, string>;
}

/** Who answers this; null when Next does. */
function callFor(routes: readonly Route[], method: string, pathname: string): Call | null {
  const match = matchRoute(routes, pathname);
  if (match === 'malformed') return { handler: refuseRoute(unknownOperation(pathname), { kind: match }), params: {} };
  if (match !== null) return { handler: handlerOf(match.route.module, method), params: match.params };
  if (!API.test(pathname)) return null;
  return { handler: refuseRoute(unknownOperation(pathname), { kind: 'unknown' }), params: {} };
}

/** HEAD is answered as GET, except where that would change something. */
function handlerOf(module: RouteModule, method: string): RouteHandler {
  const handler = module[(method === 'HEAD' ? 'GET' : method) as 'GET'];
  if (handler && !(method === 'HEAD' && handler.operation.changes)) return handler;
  const allowed = (['GET', 'POST', 'PUT'] as const).filter((name) => module[name]);
  const { operation = unknownRouteOperation } = module[allowed[0] ?? 'GET'] ?? {};
  return refuseRoute(operation, { kind: 'method', allowed });
}
