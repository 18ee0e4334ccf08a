import type { Actor, AuthorizedDomain, Role } from '#lib/identity/actor';
import { DomainError } from '#lib/errors';
import type { Permission } from '#lib/operation';

const ROLE_PERMISSIONS: Record<Role, readonly Permission[]> = {
  clinician: ['reports:write', 'submissions:write', 'appointments:read', 'history:read', 'deliveries:read'],
  admin: [
    'submissions:write',
    'appointments:read',
    'appointments:write',
    'history:read',
    'deliveries:read',
    'organization:admin',
  ],
};

/** A client that may submit reports may do so through each door. */
const SCOPE_OF: Partial<Record<Permission, string>> = { 'submissions:write': 'reports:write' };

/** A domain that was authorized when a submission of it was accepted, for what is done with that later. */
export const authorizedAtReceipt = (organization: string): AuthorizedDomain => organization as AuthorizedDomain;

/**
 * The one gate to a tenant's data (contract §1). Throws `forbidden` for a domain outside the actor's reach, alike whether
 * the domain exists or not, and `insufficient_scope` when the domain is the actor's but the permission is not.
 */
export function authorizeDomain(actor: Actor, domain: string, permission: Permission): AuthorizedDomain {
  if (!reaches(actor, domain)) {
    throw new DomainError('forbidden', `This caller may not act in the domain “${domain}”.`);
  }
  if (!mayIn(actor, domain, permission)) {
    throw new DomainError('insufficient_scope', `This caller lacks the permission ${permission} in this domain.`);
  }
  return domain as AuthorizedDomain;
}

/** Whether the gate would open: for lists across domains and for showing or hiding a control. */
export function mayIn(actor: Actor, domain: string, permission: Permission): boolean {
  if (!reaches(actor, domain)) return false;
  if (actor.kind === 'client') return actor.scopes.includes(SCOPE_OF[permission] ?? permission);
  const roles: readonly Role[] = [
    ...(actor.roles.get(domain) ?? []),
    ...(actor.platformAdmin ? ['admin' as const] : []),
  ];
  return roles.some((role) => ROLE_PERMISSIONS[role].includes(permission));
}

/** Every domain the actor holds `permission` in; null = all of them (platform administrators and clients). */
export function authorizedDomains(actor: Actor, permission: Permission): AuthorizedDomain[] | null {
  const everywhere = actor.kind === 'client' ? actor.domains.includes('*') : actor.platformAdmin;
  if (everywhere && mayIn(actor, '*', permission)) return null;
  const named = actor.kind === 'client' ? actor.domains : [...actor.roles.keys()];
  return named.filter((domain) => mayIn(actor, domain, permission)) as AuthorizedDomain[];
}

function reaches(actor: Actor, domain: string): boolean {
  if (actor.kind === 'client') return actor.domains.includes(domain) || actor.domains.includes('*');
  return actor.platformAdmin || actor.roles.has(domain);
}
