'use client';

import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import type { ReactNode } from 'react';
import { SECTIONS, sectionAddress } from '#components/settings/settings-sections';
import { isOn } from '#components/shell/portal-pages';
import { useShell } from '#components/shell/shell-state';

const LINK =
  'flex h-9 items-center gap-2 rounded-md px-2.5 whitespace-nowrap text-soft hover:bg-raised hover:text-ink ' +
  'aria-[current]:bg-accent-wash aria-[current]:font-medium aria-[current]:text-ink';

/** Where not all sections fit, the open one is in the middle. The page itself is not scrolled. */
function bringInSight(link: HTMLAnchorElement | null): void {
  const list = link?.parentElement;
  if (!link || !list) return;
  const from = link.getBoundingClientRect().left - list.getBoundingClientRect().left;
  list.scrollLeft += from - (list.clientWidth - link.offsetWidth) / 2;
}

/** The settings' sections beside the one that is open. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const asked = useSearchParams().get('organization');
  const { viewer, organization } = useShell();
  const name = asked ?? organization;
  const words = viewer.organizations.find((candidate) => candidate.name === name)?.description;
  return (
    <div className="mx-auto flex max-w-7xl flex-col px-3 sm:px-5 lg:flex-row lg:gap-8">
      <div className="shrink-0 pt-5 lg:sticky lg:top-12 lg:self-start lg:w-52">
        <p className="text-xl font-semibold tracking-tight">Settings</p>
        <p className="truncate text-soft">{words}</p>
        <nav
          aria-label="Settings"
          className="mt-3 flex gap-1 max-lg:-mx-3 max-lg:overflow-x-auto max-lg:px-3 max-lg:py-1 sm:max-lg:-mx-5 sm:max-lg:px-5 lg:-mx-2.5 lg:flex-col"
        >
          {SECTIONS.map(({ href, label, icon: Icon, alsoOn }) => {
            const isOpen = isOn(pathname, href) || pathname === alsoOn;
            return (
              <Link
                key={href}
                ref={isOpen ? bringInSight : undefined}
                href={sectionAddress(href, asked)}
                prefetch={false}
                aria-current={isOpen ? 'page' : undefined}
                className={LINK}
              >
                <Icon aria-hidden className="size-4 max-sm:hidden" />
                {label}
              </Link>
            );
          })}
        </nav>
      </div>
      <div className="min-w-0 flex-1 pt-5 pb-12 max-lg:pt-3">{children}</div>
    </div>
  );
}
