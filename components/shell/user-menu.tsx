'use client';

import { CircleUser } from 'lucide-react';
import { lazy } from 'react';
import { useShell } from '#components/shell/shell-state';
import { Menu } from '#components/ui/menu';

const load = () => import('#components/shell/user-menu-items');
const UserMenuItems = lazy(async () => ({ default: (await load()).UserMenuItems }));

/** Who is signed in; the rest is in the menu. */
export function UserMenu() {
  const { viewer } = useShell();
  return (
    <Menu
      label={`Account of ${viewer.name}`}
      load={load}
      face={
        <>
          <CircleUser aria-hidden className="size-4 shrink-0" />
          <span className="max-w-40 truncate max-lg:hidden">{viewer.name}</span>
        </>
      }
    >
      {(panel) => <UserMenuItems panel={panel} />}
    </Menu>
  );
}
