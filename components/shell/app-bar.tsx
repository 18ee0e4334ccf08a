'use client';

import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { Mark } from '#components/shell/mark';
import { OrganizationMenu } from '#components/shell/organization-menu';
import { PagesMenu } from '#components/shell/pages-menu';
import { isOn, pagesOf } from '#components/shell/portal-pages';
import { useShell } from '#components/shell/shell-state';
import { UserMenu } from '#components/shell/user-menu';
import { StalledMark } from '#components/settings/stalled-mark';
import { AttentionMark } from '#components/submissions/attention-mark';

const LINK =
  'relative flex h-12 shrink-0 items-center gap-2 px-2.5 whitespace-nowrap text-soft hover:text-ink aria-[current]:font-medium aria-[current]:text-ink ' +
  "aria-[current]:after:absolute aria-[current]:after:inset-x-2.5 aria-[current]:after:bottom-0 aria-[current]:after:h-0.5 aria-[current]:after:bg-accent aria-[current]:after:content-['']";

/** Product, pages, organization, person. */
export function AppBar() {
  const pathname = usePathname();
  const { viewer } = useShell();
  return (
    <header data-shell className="sticky top-0 z-30 border-b border-line bg-surface">
      <div className="flex h-12 items-center gap-1 px-3 sm:px-5">
        <Link href="/" prefetch={false} className="mr-2 flex items-center gap-2.5 font-semibold tracking-tight">
          <Mark />
          <span className="text-[1rem] max-sm:sr-only">Readout</span>
        </Link>
        <nav aria-label="Pages" className="xl:hidden">
          <PagesMenu />
        </nav>
        <nav aria-label="Pages" className="flex max-xl:hidden">
          {pagesOf(viewer).map(({ href, label, icon: Icon }) => (
            <Link
              key={href}
              href={href}
              prefetch={false}
              aria-current={isOn(pathname, href) ? 'page' : undefined}
              className={LINK}
            >
              <Icon aria-hidden className="size-4 max-2xl:hidden" />
              {label}
              {href === '/my-submissions' && <AttentionMark />}
              {href === '/settings' && <StalledMark />}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex min-w-0 items-center gap-1">
          {/* The worklist is of every organization at once, a report is of its own. */}
          {viewer.organizations.length > 1 && pathname !== '/' && !pathname.startsWith('/appointments/') && (
            <OrganizationMenu />
          )}
          <UserMenu />
        </div>
      </div>
    </header>
  );
}
