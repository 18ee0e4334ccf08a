import { DomainError } from '#lib/errors';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { authorizeDomain } from '#lib/identity/authorize-domain';
import type { SettingsSnapshot } from '#lib/settings/build-snapshot';
import type { Sender } from '#lib/settings/contract';

/** The sender of a `client` that names no other. */
const DEFAULT_SENDER = 'default';

export interface FoundSender {
  domain: AuthorizedDomain;
  /** As the client wrote it. */
  name: string;
  /** null: the organization has no such sender. */
  sender: Sender | null;
}

/**
 * The sender that a `client` header names, `{org}.{sender}`, or `{org}` alone for its `default`. Throws `bad_request`
 * without one, `forbidden` or `insufficient_scope` when the caller may not send for that organization, `gone` when the
 * sender is inactive.
 */
export function findSender(actor: Actor, client: string | undefined, settings: SettingsSnapshot): FoundSender {
  if (!client) {
    throw new DomainError('bad_request', 'The client header is missing: send client: {org} or {org}.{sender}.');
  }
  const [organization = '', ...rest] = client.split('.');
  const domain = authorizeDomain(actor, organization, 'submissions:write');
  const name = rest.length === 0 ? DEFAULT_SENDER : rest.join('.');
  const known = settings.organizations.get(domain);
  if (!known) throw new DomainError('bad_request', `'client:${client.slice(0, 140)}': unknown sender`);
  const sender = known.senders.get(name) ?? null;
  if (sender?.customerStatus === 'inactive') {
    throw new DomainError('gone', `The sender ${domain}.${name} is inactive; nothing was stored.`);
  }
  return { domain, name: name.slice(0, 140), sender };
}
