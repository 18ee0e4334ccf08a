import { Plus, UserRound } from 'lucide-react';
import { SECTIONS, sectionAddress } from '#components/settings/settings-sections';
import { isAdministrator, pagesOf, type PortalPage } from '#components/shell/portal-pages';
import type { Viewer } from '#lib/identity/contract';

interface PalettePages {
  pages: readonly PortalPage[];
  /** Of the settings: of the organization that the address names, if it names one. */
  settings: readonly PortalPage[];
}

/** Everything that somebody can go to by its name: what the bar shows, one's own account, and parts of the settings. */
export function palettePagesOf(viewer: Viewer, asked: string | null): PalettePages {
  const sections = [...SECTIONS, { href: '/settings/new-destination', label: 'New destination', icon: Plus }];
  return {
    pages: [...pagesOf(viewer), { href: '/profile', label: 'Profile', icon: UserRound }],
    settings: isAdministrator(viewer)
      ? sections.map(({ href, label, icon }) => ({ href: sectionAddress(href, asked), label, icon }))
      : [],
  };
}
