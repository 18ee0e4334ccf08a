import { DomainError } from '#lib/errors';
import { unknownRouteOperation, unknownWatersOperation } from '#lib/http/contract';
import { defineRoute, type RouteHandler } from '#lib/http/define-route';

/** Why a path is not served: nothing is there, the method is not, or its encoding is broken. */
export type RouteRefusal = { kind: 'unknown' } | { kind: 'method'; allowed: string[] } | { kind: 'malformed' };

/**
 * Answers a path that no route serves, in the style of its family and after authentication: a caller without a token
 * learns nothing about which routes exist (contract §1, 401 before 404).
 */
export function refuseRoute(pathname: string, refusal: RouteRefusal): RouteHandler {
  const operation = pathname.startsWith('/integrations') ? unknownRouteOperation : unknownWatersOperation;
  const key = JSON.stringify([operation.id, refusal]);
  const handler = refusals.get(key) ?? makeRefusal(operation, refusal);
  refusals.set(key, handler);
  return handler;
}

/** As many as there are families, kinds and sets of methods: a handful. */
const refusals = new Map<string, RouteHandler>();

const makeRefusal = (operation: typeof unknownRouteOperation | typeof unknownWatersOperation, refusal: RouteRefusal) =>
  defineRoute<typeof operation>(operation, { handle: () => Promise.reject(refusalError(refusal)) });

function refusalError(refusal: RouteRefusal): DomainError {
  switch (refusal.kind) {
    case 'unknown':
      return new DomainError('not_found', 'There is nothing at this address.');
    case 'malformed':
      return new DomainError('bad_request', 'The address is not validly encoded, or the Host header names no host.');
    case 'method':
      return new DomainError('method_not_allowed', `This address answers ${refusal.allowed.join(', ')} only.`, {
        headers: { allow: refusal.allowed.join(', ') },
      });
  }
}
