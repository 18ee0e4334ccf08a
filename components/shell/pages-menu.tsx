'use client';

import { usePathname } from 'next/navigation';
import { lazy } from 'react';
import { isOn, pagesOf } from '#components/shell/portal-pages';
import { useShell } from '#components/shell/shell-state';
import { StalledMark } from '#components/settings/stalled-mark';
import { AttentionMark } from '#components/submissions/attention-mark';
import { Menu } from '#components/ui/menu';

const load = () => import('#components/shell/pages-menu-items');
const PagesMenuItems = lazy(async () => ({ default: (await load()).PagesMenuItems }));

/** The pages, where there is no room for them side by side; the button names the one that is shown. */
export function PagesMenu() {
  const pathname = usePathname();
  const { viewer } = useShell();
  const pages = pagesOf(viewer);
  const here = pages.find(({ href }) => isOn(pathname, href))?.label;
  return (
    <Menu
      label={here ? `Pages, ${here} is shown` : 'Pages'}
      load={load}
      face={
        <>
          <span className="truncate font-medium text-ink">{here ?? 'Pages'}</span>
          {pages.some(({ href }) => href === '/my-submissions') && <AttentionMark />}
          {pages.some(({ href }) => href === '/settings') && <StalledMark />}
        </>
      }
    >
      {(panel) => <PagesMenuItems panel={panel} />}
    </Menu>
  );
}
