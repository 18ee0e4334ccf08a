import type { IncomingMessage, ServerResponse } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { refuseRoute } from '#lib/http/refuse-route';
import { matchRoute, type Handler, type Route } from '#lib/http/route-table';

/** Families that are served here whole: what has no route there is refused in their own words, never as a page. */
const API = /^\/(integrations|api\/waters|api\/report|api\/reports|oauth2)(\/|$)/;

export type NodeListener = (incoming: IncomingMessage, outgoing: ServerResponse) => void;

/**
 * Serves the product's routes on node:http without Next's pipeline (docs/decisions/routes-before-next.md) and hands
 * everything else to `next`.
 */
export function serveRoutes(routes: readonly Route[], next: NodeListener): NodeListener {
  const found = new WeakMap<IncomingMessage, (request: Request) => Promise<Response>>();
  const listener = getRequestListener(
    async (request, { incoming }) => {
      const handle = found.get(incoming as IncomingMessage);
      return handle ? handle(request) : new Response(null, { status: 500 });
    },
    { overrideGlobalObjects: false },
  );
  return (incoming, outgoing) => {
    const handle = handlerFor(routes, incoming.method ?? 'GET', incoming.url ?? '/');
    if (handle === null) return next(incoming, outgoing);
    found.set(incoming, handle);
    void listener(incoming, outgoing);
  };
}

function handlerFor(
  routes: readonly Route[],
  method: string,
  url: string,
): ((request: Request) => Promise<Response>) | null {
  const pathname = url.split('?', 1)[0] ?? '/';
  const match = matchRoute(routes, pathname);
  if (match === 'malformed') return calling(refuseRoute(pathname, { kind: 'malformed' }));
  if (match === null) return API.test(pathname) ? calling(refuseRoute(pathname, { kind: 'unknown' })) : null;
  const handler = match.route.module[(method === 'HEAD' ? 'GET' : method) as 'GET'];
  if (handler) return calling(handler, match.params);
  const allowed = ['GET', 'POST', 'PUT'].filter((name) => name in match.route.module);
  return calling(refuseRoute(pathname, { kind: 'method', allowed }));
}

const calling =
  (handler: Handler, params: Record<string, string> = {}) =>
  (request: Request) =>
    handler(request, { params: Promise.resolve(params) });
