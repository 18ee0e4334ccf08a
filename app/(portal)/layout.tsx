import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { PREFERENCES } from '#components/session/preferences';
import { PortalFrame } from '#components/shell/portal-frame';
import { isZone } from '#components/time/format-time';
import { listOrganizations } from '#lib/identity/list-organizations';
import { requireSession } from '#lib/identity/session';

/** The frame around every page of the portal. Pages ask for the session themselves: a layout does not run anew. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const { context, actor } = await requireSession();
  const organizations = await listOrganizations(context, actor);
  const jar = await cookies();
  const last = jar.get(PREFERENCES.organization)?.value;
  const zone = decodeURIComponent(jar.get(PREFERENCES.zone)?.value ?? '');
  return (
    <PortalFrame
      viewer={{ userId: actor.userId, name: actor.name, email: actor.email, organizations }}
      organization={organizations.find(({ name }) => name === last)?.name ?? organizations[0]?.name ?? null}
      keys={jar.get(PREFERENCES.keys)?.value !== 'off'}
      zone={isZone(zone) ? zone : 'UTC'}
    >
      {children}
    </PortalFrame>
  );
}
