import { DomainError } from '#lib/errors';
import type { Actor } from '#lib/identity/actor';

/** Throws `forbidden` for somebody who signed in with a temporary password and has not chosen an own one yet. */
export function refuseTemporaryPassword(actor: Actor): void {
  if (actor.kind === 'client' || !actor.mustChangePassword) return;
  throw new DomainError(
    'forbidden',
    'Your password is a temporary one. Choose your own first; until then nothing else is open.',
  );
}
