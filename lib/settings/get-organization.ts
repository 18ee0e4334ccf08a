import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { findOrganization } from '#lib/settings/find-organization';
import type { OrganizationObject } from '#lib/settings/organization-contract';
import { presentOrganization } from '#lib/settings/present-organization';

/** An organization's settings, as its administrators see them. Throws `not_found`. */
export async function getOrganization(
  context: Context,
  actor: Actor,
  domain: AuthorizedDomain,
): Promise<OrganizationObject> {
  return presentOrganization(actor, await findOrganization(context.db, domain, { lock: false }));
}
