import { DomainError } from '#lib/errors';
import type { Actor, UserActor } from '#lib/identity/actor';

/** The person behind a request; throws `forbidden` for a client: only a portal session can be touched or ended. */
export function requireUser(actor: Actor): UserActor {
  if (actor.kind === 'user') return actor;
  throw new DomainError('forbidden', 'Only a portal session may do this, not a client.');
}
