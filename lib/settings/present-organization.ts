import type { Actor } from '#lib/identity/actor';
import type { FoundOrganization } from '#lib/settings/find-organization';
import { versionOf } from '#lib/settings/object-version';
import type { OrganizationObject } from '#lib/settings/organization-contract';

type Content = Omit<OrganizationObject, 'mayShare' | 'file' | 'version'>;

/** An organization's own settings: what a change of it is compared by. */
export function organizationContent(row: FoundOrganization['row']): Content {
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
    sites: row.sites.map((site) => ({ name: site.name, timeZone: site.timeZone })),
  };
}

/** Row → wire. */
export function presentOrganization(actor: Actor, { row, file }: FoundOrganization): OrganizationObject {
  const content = organizationContent(row);
  return {
    ...content,
    mayShare: actor.kind === 'user' && actor.platformAdmin,
    file,
    version: versionOf(content),
  };
}
