import { DomainError } from '#lib/errors';
import { unknownRouteOperation, unknownWatersOperation } from '#lib/http/contract';
import { defineRoute } from '#lib/http/define-route';
import type { RouteHandler } from '#lib/http/route-table';
import type { Operation } from '#lib/operation';

/** Why a path is not served: nothing is there, the method is not, or its encoding is broken. */
export type RouteRefusal = { kind: 'unknown' } | { kind: 'method'; allowed: string[] } | { kind: 'malformed' };

/**
 * Answers what no route serves, as the given operation answers: to the same callers and in the same style. What belongs to
 * no route is answered after authentication: who has no token learns nothing about which routes exist (contract §1).
 */
export function refuseRoute({ caller, errorStyle }: Operation, refusal: RouteRefusal): RouteHandler {
  const key = JSON.stringify([caller, errorStyle, refusal]);
  const handler = refusals.get(key) ?? makeRefusal({ ...unknownRouteOperation, caller, errorStyle }, refusal);
  refusals.set(key, handler);
  return handler;
}

/** The operation of a path that no route has. */
export const unknownOperation = (pathname: string): Operation =>
  pathname.startsWith('/integrations') ? unknownRouteOperation : unknownWatersOperation;

/** As many as there are styles, kinds and sets of methods: a handful. */
const refusals = new Map<string, RouteHandler>();

const makeRefusal = (operation: Operation, refusal: RouteRefusal) =>
  defineRoute<Operation>(operation, { handle: () => Promise.reject(refusalError(refusal)) });

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
