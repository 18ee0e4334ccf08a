import type { Actor } from '#lib/identity/actor';
import type { FoundOrganization } from '#lib/settings/find-organization';
import { nameCredentials } from '#lib/settings/name-credentials';
import { versionOf } from '#lib/settings/object-version';
import type { OrganizationObject } from '#lib/settings/organization-contract';

type Content = Omit<OrganizationObject, 'mayShare' | 'file' | 'version'>;

/** An organization's own settings, without what opens anything. */
export function organizationContent({ row, alertWebhook }: Omit<FoundOrganization, 'file'>): Content {
  const { name, description, timeZone, jurisdiction, correctionWindowMinutes, finalHoldSeconds } = row;
  const { country, state, county } = jurisdiction;
  return {
    name,
    description,
    timeZone,
    jurisdiction: { country, state, county },
    correctionWindowMinutes,
    finalHoldSeconds,
    idleLockMinutes: row.idleLockMinutes,
    sessionHours: row.sessionHours,
    slaMinutes: { STAT: row.slaMinutes.STAT, URGENT: row.slaMinutes.URGENT, ROUTINE: row.slaMinutes.ROUTINE },
    sharesWith: row.sharesWith,
    viewerUrl: row.viewerUrl,
    alertWebhook: alertWebhook && {
      url: alertWebhook.url,
      credentials: nameCredentials(alertWebhook.credentials, { organization: name }),
    },
    sites: row.sites.map((site) => ({ name: site.name, timeZone: site.timeZone })),
  };
}

/** What a change of an organization is compared by: what signs its alerts counts, too, as the sealed bytes it is. */
export const organizationVersion = (found: FoundOrganization): string =>
  versionOf([organizationContent(found), found.alertWebhook?.credentials?.toString('base64') ?? null]);

/** Row → wire. */
export function presentOrganization(actor: Actor, found: FoundOrganization): OrganizationObject {
  return {
    ...organizationContent(found),
    mayShare: actor.kind === 'user' && actor.platformAdmin,
    file: found.file,
    version: organizationVersion(found),
  };
}
