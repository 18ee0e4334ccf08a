import type { AuthorizedDomain } from '#lib/identity/actor';
import { authorizeDomain, mayIn } from '#lib/identity/authorize-domain';
import type { ViewerOrganization } from '#lib/identity/contract';
import { listOrganizations } from '#lib/identity/list-organizations';
import { type PageSession, requireSession } from '#lib/identity/session';

/** A settings page's session: which organization it is of, among those that the person administers. */
export interface AdminSession extends PageSession {
  /** null when the person administers none, or not the one asked for. */
  domain: AuthorizedDomain | null;
  organization: ViewerOrganization | null;
}

/** The session of a settings page of the organization asked for, else of the last one, else of the first. */
export async function requireAdminSession(
  asked: string | string[] | undefined,
  last: string | undefined,
): Promise<AdminSession> {
  const session = await requireSession();
  const organizations = (await listOrganizations(session.context, session.actor)).filter(({ name }) =>
    mayIn(session.actor, name, 'organization:admin'),
  );
  const organization =
    asked === undefined
      ? (organizations.find(({ name }) => name === last) ?? organizations[0] ?? null)
      : (organizations.find(({ name }) => name === asked) ?? null);
  const domain = organization && authorizeDomain(session.actor, organization.name, 'organization:admin');
  return { ...session, domain, organization };
}
