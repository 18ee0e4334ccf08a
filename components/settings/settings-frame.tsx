'use client';

import { Building2, Inbox, KeyRound, type LucideIcon, Send, Users } from 'lucide-react';
import Link from 'next/link';
import { usePathname, useSearchParams } from 'next/navigation';
import { useEffect, useRef, type ReactNode } from 'react';
import { isOn } from '#components/shell/portal-pages';
import { useShell } from '#components/shell/shell-state';

/** `alsoOn`: a page of the section that no destination’s name can be mistaken for. */
const SECTIONS: readonly { href: string; label: string; icon: LucideIcon; alsoOn?: string }[] = [
  { href: '/settings/organization', label: 'Organization', icon: Building2 },
  { href: '/settings/users', label: 'Users', icon: Users },
  { href: '/settings/senders', label: 'Senders', icon: Inbox },
  { href: '/settings/clients', label: 'API clients', icon: KeyRound },
  { href: '/settings/destinations', label: 'Destinations', icon: Send, alsoOn: '/settings/new-destination' },
];

const LINK =
  'flex h-9 items-center gap-2 rounded-md px-2.5 whitespace-nowrap text-soft hover:bg-raised hover:text-ink ' +
  'aria-[current]:bg-accent-wash aria-[current]:font-medium aria-[current]:text-ink';

/** The settings' sections beside the one that is open. */
export function SettingsFrame({ children }: { children: ReactNode }) {
  const pathname = usePathname();
  const sections = useRef<HTMLElement>(null);
  // Where they do not all fit, the open one is in sight.
  useEffect(() => {
    const list = sections.current;
    const open = list?.querySelector<HTMLElement>('[aria-current]');
    if (!list || !open) return;
    const from = open.getBoundingClientRect().left - list.getBoundingClientRect().left;
    list.scrollLeft += from - (list.clientWidth - open.offsetWidth) / 2;
  }, [pathname]);
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
          ref={sections}
          aria-label="Settings"
          className="mt-3 flex gap-1 max-lg:-mx-3 max-lg:overflow-x-auto max-lg:px-3 max-lg:py-1 sm:max-lg:-mx-5 sm:max-lg:px-5 lg:-mx-2.5 lg:flex-col"
        >
          {SECTIONS.map(({ href, label, icon: Icon, alsoOn }) => (
            <Link
              key={href}
              href={asked === null ? href : `${href}?organization=${encodeURIComponent(asked)}`}
              prefetch={false}
              aria-current={isOn(pathname, href) || pathname === alsoOn ? 'page' : undefined}
              className={LINK}
            >
              <Icon aria-hidden className="size-4 max-sm:hidden" />
              {label}
            </Link>
          ))}
        </nav>
      </div>
      <div className="min-w-0 flex-1 pt-5 pb-12 max-lg:pt-3">{children}</div>
    </div>
  );
}
