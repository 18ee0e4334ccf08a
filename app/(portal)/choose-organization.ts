import { cookies } from 'next/headers';
import { PREFERENCES } from '#components/session/preferences';
import type { AuthorizedDomain } from '#lib/identity/actor';
import { authorizeDomain, mayIn } from '#lib/identity/authorize-domain';
import type { PageSession } from '#lib/identity/session';
import type { Permission } from '#lib/operation';
import type { Organization, SettingsSnapshot } from '#lib/settings/build-snapshot';
import { loadSnapshot } from '#lib/settings/load-snapshot';

/** `none`: the reader may do so nowhere. `not yours`: not there, alike whether the organization exists or not. */
export type Choice =
  | { kind: 'chosen'; name: AuthorizedDomain; organization: Organization; settings: SettingsSnapshot }
  | { kind: 'none' }
  | { kind: 'not yours' };

/** The organization that a page is about: the one its address asks for, else the last one, else the first. */
export async function chooseOrganization(
  { context, actor, settingsVersion }: PageSession,
  asked: string | string[] | null | undefined,
  permission: Permission,
): Promise<Choice> {
  const settings = await loadSnapshot(context.db, settingsVersion);
  const names = [...settings.organizations.keys()].sort().filter((name) => mayIn(actor, name, permission));
  const last = (await cookies()).get(PREFERENCES.organization)?.value;
  const name = typeof asked === 'string' ? asked : (names.find((candidate) => candidate === last) ?? names[0]);
  if (name === undefined) return { kind: 'none' };
  const organization = settings.organizations.get(name);
  if (!organization || !names.includes(name)) return { kind: 'not yours' };
  return { kind: 'chosen', name: authorizeDomain(actor, name, permission), organization, settings };
}
