import { Building2, Inbox, KeyRound, Send, Users } from 'lucide-react';
import type { PortalPage } from '#components/shell/portal-pages';

/** The settings' sections. `alsoOn`: a page of the section that no destination’s name can be mistaken for. */
export const SECTIONS: readonly (PortalPage & { alsoOn?: string })[] = [
  { href: '/settings/organization', label: 'Organization', icon: Building2 },
  { href: '/settings/users', label: 'Users', icon: Users },
  { href: '/settings/senders', label: 'Senders', icon: Inbox },
  { href: '/settings/clients', label: 'API clients', icon: KeyRound },
  { href: '/settings/destinations', label: 'Destinations', icon: Send, alsoOn: '/settings/new-destination' },
];

/** A section's address, of the organization that the address of the page names, if it names one. */
export const sectionAddress = (href: string, asked: string | null): string =>
  asked === null ? href : `${href}?organization=${encodeURIComponent(asked)}`;
