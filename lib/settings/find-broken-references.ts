import { sql } from 'drizzle-orm';
import type { Queryable } from '#db/client';
import { type Client, type OrganizationSettings, STANDING_SENDERS, type User } from '#lib/settings/contract';
import type { SettingsObject } from '#lib/settings/list-objects';
import type { FoundProblem } from '#lib/settings/problems';
import type { Receiver } from '#lib/settings/receiver-contract';
import { checkCertificates } from '#lib/settings/check-certificates';
import { missingCredentials } from '#lib/settings/split-transport';

/** Names of what exists: in the database, or among what is about to be applied. */
interface Known {
  organizations: ReadonlySet<string>;
  senders: ReadonlySet<string>;
  receivers: ReadonlySet<string>;
  /** Clients with a secret or a key. */
  openClients: ReadonlySet<string>;
  /** `organization.receiver TYPE` of receivers with credentials. */
  openReceivers: ReadonlySet<string>;
  /** Organizations whose alerts can be signed. */
  openAlerts: ReadonlySet<string>;
}

/** What is wrong, and the object whose absence it is, if it is one's. */
export interface BrokenReference extends FoundProblem {
  missing?: Pick<SettingsObject, 'kind' | 'key'>;
}

/**
 * What the changed objects refer to and neither they nor the database hold: organizations, receivers, senders, and the
 * secret without which a new client or destination could never be used.
 */
export async function findBrokenReferences(
  tx: Queryable,
  changed: readonly SettingsObject[],
): Promise<BrokenReference[]> {
  const known = await readKnown(tx, changed);
  return changed.flatMap((object) => {
    const at = (...rest: PropertyKey[]) => [...object.path, ...rest];
    switch (object.kind) {
      case 'organization':
        return [...checkShares(object.settings, known, at), ...checkAlerts(object.settings, known, at)];
      case 'receiver':
        return checkReceiver(object.settings, object.key, known, at);
      case 'client':
        return checkClient(object.settings, object.organization, known, at);
      case 'user':
        return checkRoles(object.settings, known, at);
      case 'sender':
        return [];
      default:
        return object satisfies never;
    }
  });
}

async function readKnown(tx: Queryable, changed: readonly SettingsObject[]): Promise<Known> {
  const { rows } = await tx.execute<{ kind: string; name: string }>(sql`
    select 'organization' as kind, name from organizations
    union all select 'sender', organization || '.' || name from senders
    union all select 'receiver', organization || '.' || name from receivers
    union all select 'openReceiver', organization || '.' || name || ' ' || (settings->'transport'->>'type')
      from receivers where credentials is not null
    union all select 'openAlert', organization from alert_webhooks where credentials is not null
    union all select 'openClient', client_id from clients c
      where jsonb_array_length(jwks->'keys') > 0 or exists (select from client_secrets s where s.client_id = c.client_id)`);
  const names = (kind: string) =>
    new Set(
      [...rows, ...changed.map((object) => ({ kind: object.kind, name: object.key }))]
        .filter((row) => row.kind === kind)
        .map((row) => row.name),
    );
  return {
    organizations: names('organization'),
    senders: names('sender'),
    receivers: names('receiver'),
    openClients: names('openClient'),
    openReceivers: names('openReceiver'),
    openAlerts: names('openAlert'),
  };
}

type At = (...rest: PropertyKey[]) => PropertyKey[];

function checkShares({ sharesWith }: OrganizationSettings, { receivers }: Known, at: At): BrokenReference[] {
  return sharesWith
    .map((key, index) => ({ key, path: at('sharesWith', index) }))
    .filter(({ key }) => !receivers.has(key))
    .map(({ key, path }) => ({ path, problem: `there is no receiver ${key}`, missing: { kind: 'receiver', key } }));
}

function checkAlerts({ name, alertWebhook }: OrganizationSettings, { openAlerts }: Known, at: At): FoundProblem[] {
  if (!alertWebhook) return [];
  const missing = missingCredentials({ type: 'WEBHOOK', ...alertWebhook }, openAlerts.has(name));
  return missing === null ? [] : [{ path: at('alertWebhook', 'secret'), problem: 'is missing: alerts are signed' }];
}

const noOrganization = (path: PropertyKey[], key: string): BrokenReference => ({
  path,
  problem: `there is no organization ${key}`,
  missing: { kind: 'organization', key },
});

const noSender = (path: PropertyKey[], domain: string, name: string): BrokenReference => ({
  path,
  problem: `${domain} has no sender ${name}`,
  missing: { kind: 'sender', key: `${domain}.${name}` },
});

function checkReceiver({ transport }: Receiver, key: string, { openReceivers }: Known, at: At): FoundProblem[] {
  const missing = missingCredentials(transport, openReceivers.has(`${key} ${transport.type}`));
  return [
    ...(missing === null ? [] : [{ path: at('transport'), problem: `needs ${missing}` }]),
    ...checkCertificates(transport).map(({ path, problem }) => ({ path: at('transport', ...path), problem })),
  ];
}

function checkClient(client: Client, under: string, known: Known, at: At): BrokenReference[] {
  const domains = client.domains ?? [under];
  const isOpen =
    client.clientSecret !== undefined || client.jwks !== undefined || known.openClients.has(client.clientId);
  const owner = client.organization ?? under;
  const isSender = (domain: string) =>
    (STANDING_SENDERS as readonly string[]).includes(client.sender) || known.senders.has(`${domain}.${client.sender}`);
  return [
    ...(isOpen ? [] : [{ path: at(), problem: 'needs a clientSecret or jwks' }]),
    ...(known.organizations.has(owner) ? [] : [noOrganization(at('organization'), owner)]),
    ...domains.flatMap((domain, index) => {
      if (domain === '*') return [];
      if (!known.organizations.has(domain)) return [noOrganization(at('domains', index), domain)];
      return isSender(domain) ? [] : [noSender(at('sender'), domain, client.sender)];
    }),
  ];
}

function checkRoles({ roles }: User, { organizations }: Known, at: At): BrokenReference[] {
  return Object.keys(roles)
    .filter((name) => name !== '*' && !organizations.has(name))
    .map((name) => noOrganization(at('roles', name), name));
}
