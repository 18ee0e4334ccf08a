import { readdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Operation } from '#lib/operation';

/** What the server tells a handler beside the request; Next.js tells the parameters only. */
export interface Segment {
  params: Promise<Record<string, string>>;
  clientAddress?: string;
}

export type RouteHandler = ((request: Request, segment: Segment) => Promise<Response>) & { operation: Operation };
export type RouteModule = Partial<Record<'GET' | 'POST' | 'PUT', RouteHandler>>;

export interface Route {
  /** Folder names below app/: `[id]` is a parameter, `[...rest]` takes what is left. */
  segments: string[];
  module: RouteModule;
}

export interface MatchedRoute {
  route: Route;
  params: Record<string, string>;
}

/**
 * Loads every `route.ts` below `appFolder`, or what the build made of it, as Next.js would serve it, except below `except`
 * (left to Next itself).
 * Routes come most specific first: fixed segments before parameters before catch-alls.
 */
export async function loadRoutes(appFolder: string, except: string): Promise<Route[]> {
  const files = await readdir(appFolder, { recursive: true });
  const served = files.filter((file) => /(^|\/)route\.(ts|mjs)$/.test(file) && !file.startsWith(`${except}/`));
  const routes = await Promise.all(
    served.map(async (file) => ({
      segments: dirname(file)
        .split('/')
        .filter((segment) => segment !== '.' && !segment.startsWith('(')),
      module: (await import(pathToFileURL(join(appFolder, file)).href)) as RouteModule,
    })),
  );
  return routes.sort((a, b) => (rank(a) < rank(b) ? -1 : 1));
}

const rank = ({ segments }: Route): string =>
  segments
    .map((segment) => (segment.startsWith('[...') ? '2' : segment.startsWith('[') ? '1' : '0') + segment)
    .join('/');

/**
 * The route of a path with its decoded parameters; null when no route has it, `malformed` when a segment cannot be
 * decoded or holds U+0000, which no identifier can have.
 */
export function matchRoute(routes: readonly Route[], pathname: string): MatchedRoute | 'malformed' | null {
  const parts = pathname.split('/').slice(1);
  for (const route of routes) {
    const params = matchSegments(route.segments, parts);
    if (params === null) continue;
    const decoded = decodeParams(params);
    return decoded === null ? 'malformed' : { route, params: decoded };
  }
  return null;
}

function matchSegments(segments: readonly string[], parts: readonly string[]): Record<string, string> | null {
  const params: Record<string, string> = {};
  for (const [index, segment] of segments.entries()) {
    const part = parts[index];
    if (segment.startsWith('[...')) {
      params[segment.slice(4, -1)] = parts.slice(index).join('/');
      return params;
    }
    if (part === undefined || part === '') return null;
    if (segment.startsWith('[')) params[segment.slice(1, -1)] = part;
    else if (segment !== part) return null;
  }
  return parts.length === segments.length ? params : null;
}

function decodeParams(params: Record<string, string>): Record<string, string> | null {
  try {
    const decoded = Object.entries(params).map(([name, value]) => [name, decodeURIComponent(value)] as const);
    return decoded.some(([, value]) => value.includes('\0')) ? null : Object.fromEntries(decoded);
  } catch {
    return null;
  }
}
