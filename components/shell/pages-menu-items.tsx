'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import * as DropdownMenu from 'radix-ui/dropdown-menu';
import { isOn, pagesOf } from '#components/shell/portal-pages';
import { useShell } from '#components/shell/shell-state';
import { StalledMark } from '#components/settings/stalled-mark';
import { AttentionMark } from '#components/submissions/attention-mark';
import type { MenuPanelState } from '#components/ui/menu';
import { MENU_ITEM } from '#components/ui/menu-item';
import { MenuPanel } from '#components/ui/menu-panel';

/** The pages as links in a menu. */
export function PagesMenuItems({ panel }: { panel: MenuPanelState }) {
  const pathname = usePathname();
  const { viewer } = useShell();
  return (
    <MenuPanel {...panel}>
      {pagesOf(viewer).map(({ href, label, icon: Icon }) => (
        <DropdownMenu.Item key={href} asChild className={`${MENU_ITEM} aria-[current]:font-medium`}>
          <Link href={href} prefetch={false} aria-current={isOn(pathname, href) ? 'page' : undefined}>
            <Icon aria-hidden className="size-4 text-soft" />
            {label}
            {href === '/my-submissions' && <AttentionMark />}
            {href === '/settings' && <StalledMark />}
          </Link>
        </DropdownMenu.Item>
      ))}
    </MenuPanel>
  );
}
