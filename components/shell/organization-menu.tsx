'use client';

import { Building2 } from 'lucide-react';
import { useSearchParams } from 'next/navigation';
import { lazy } from 'react';
import { useShell } from '#components/shell/shell-state';
import { Menu } from '#components/ui/menu';

const load = () => import('#components/shell/organization-menu-items');
const OrganizationMenuItems = lazy(async () => ({ default: (await load()).OrganizationMenuItems }));

/** Which organization the lists are of. */
export function OrganizationMenu() {
  const { viewer, organization } = useShell();
  const current = useSearchParams().get('organization') ?? organization ?? '';
  const words = viewer.organizations.find(({ name }) => name === current)?.description ?? current;
  return (
    <Menu
      label={`Organization: ${words}`}
      load={load}
      face={
        <>
          <Building2 aria-hidden className="size-4 shrink-0" />
          <span className="truncate max-md:hidden">{words}</span>
        </>
      }
    >
      {(panel) => <OrganizationMenuItems panel={panel} current={current} />}
    </Menu>
  );
}
