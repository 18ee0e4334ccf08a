import { type Queryable, transaction } from '#db/client';
import { recordEvent } from '#lib/audit/record-event';
import type { Context } from '#lib/context';
import type { Actor, AuthorizedDomain } from '#lib/identity/actor';
import { applyOrganization } from '#lib/settings/apply-organization';
import { organization } from '#lib/settings/contract';
import { describeChange } from '#lib/settings/describe-change';
import { findBrokenReferences } from '#lib/settings/find-broken-references';
import { findOrganization } from '#lib/settings/find-organization';
import { requireVersion } from '#lib/settings/object-version';
import type { OrganizationObject, UpdateOrganization } from '#lib/settings/organization-contract';
import { organizationContent, organizationVersion, presentOrganization } from '#lib/settings/present-organization';
import { refuseProblems } from '#lib/settings/refuse-problems';
import { splitTransport } from '#lib/settings/split-transport';

export interface UpdateOrganizationInput {
  domain: AuthorizedDomain;
  body: UpdateOrganization;
  /** The version that the change was made from. */
  version: string;
}

/**
 * Changes an organization's settings. Throws `conflict` for a stale version, `bad_request` with pointers for what refers
 * to nothing, for an alert webhook without a secret, for two sites of one name, and for a change of `sharesWith` by anybody but a platform administrator.
 */
export async function updateOrganization(
  context: Context,
  actor: Actor,
  { domain, body, version }: UpdateOrganizationInput,
): Promise<OrganizationObject> {
  return transaction(context.db, async (tx) => {
    const stored = await findOrganization(tx, domain, { lock: true });
    const before = organizationContent(stored);
    requireVersion(version, organizationVersion(stored));
    const settings = organization.parse({ ...body, name: domain, sharesWith: body.sharesWith ?? before.sharesWith });
    await refuseWrong(tx, actor, settings, before.sharesWith);
    await applyOrganization(tx, settings);
    const found = await findOrganization(tx, domain, { lock: false });
    await recordEvent(context, tx, {
      action: 'organization.update',
      principal: actor.principal,
      organization: domain,
      entity: 'organization',
      entityId: domain,
      detail: {
        ...describeChange(before, organizationContent(found)),
        ...(body.alertWebhook && splitTransport({ type: 'WEBHOOK', ...body.alertWebhook }).credentials
          ? { newCredentials: true }
          : {}),
      },
    });
    return presentOrganization(actor, found);
  });
}

async function refuseWrong(
  tx: Queryable,
  actor: Actor,
  settings: ReturnType<typeof organization.parse>,
  sharedBefore: readonly string[],
): Promise<void> {
  const object = { settings, key: settings.name, organization: settings.name, path: [], digest: '', secret: null };
  const broken = await findBrokenReferences(tx, [{ ...object, kind: 'organization' }]);
  const names = settings.sites.map(({ name }) => name);
  const repeated = names.flatMap((name, index) =>
    names.indexOf(name) < index
      ? [{ path: ['sites', index, 'name'], problem: 'is the name of an earlier entry too' }]
      : [],
  );
  const mayShare = actor.kind === 'user' && actor.platformAdmin;
  const sharing =
    mayShare || JSON.stringify(settings.sharesWith) === JSON.stringify(sharedBefore)
      ? []
      : [{ path: ['sharesWith'], problem: 'can be changed by a platform administrator only' }];
  refuseProblems([...broken, ...repeated, ...sharing]);
}
