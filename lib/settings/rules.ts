import type { Actor } from '#lib/identity/actor';
import { mayIn } from '#lib/identity/authorize-domain';

/** Whether the actor administers every one of these domains. */
const administersAll = (actor: Actor, domains: readonly string[]): boolean =>
  domains.every((domain) => mayIn(actor, domain, 'organization:admin'));

/**
 * Whether an administrator may change an account itself (name, password, whether it works): one that acts elsewhere too is
 * only for who administers everything it reaches. Otherwise resetting a password here would open another organization.
 */
export const mayManageUser = (actor: Actor, user: { domains: readonly string[]; platformAdmin: boolean }): boolean =>
  isPlatformAdmin(actor) || (!user.platformAdmin && administersAll(actor, user.domains));

/** The same of a client; `*` is every domain. */
export const mayManageClient = (actor: Actor, domains: readonly string[]): boolean =>
  isPlatformAdmin(actor) || (!domains.includes('*') && administersAll(actor, domains));

const isPlatformAdmin = (actor: Actor): boolean => actor.kind === 'user' && actor.platformAdmin;
