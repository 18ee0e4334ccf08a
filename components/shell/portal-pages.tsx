import {
  FileCheck2,
  FileQuestion,
  FileText,
  FileUp,
  FlaskConical,
  ListChecks,
  ListTodo,
  type LucideIcon,
  Settings,
} from 'lucide-react';
import type { Viewer } from '#lib/identity/contract';

export interface PortalPage {
  href: string;
  label: string;
  icon: LucideIcon;
}

type Seen = PortalPage & { isFor: (viewer: Viewer) => boolean };

const anybody = () => true;

const reporter = ({ organizations }: Viewer) => organizations.some(({ roles }) => roles.includes('clinician'));

export const isAdministrator = ({ organizations }: Viewer) =>
  organizations.some(({ roles }) => roles.includes('admin') || roles.includes('platform admin'));

const sender = (viewer: Viewer) => reporter(viewer) || isAdministrator(viewer);

const PAGES: readonly Seen[] = [
  { href: '/', label: 'Worklist', icon: ListTodo, isFor: reporter },
  { href: '/my-submissions', label: 'My submissions', icon: FileCheck2, isFor: reporter },
  { href: '/submissions', label: 'Submissions', icon: ListChecks, isFor: anybody },
  { href: '/unmatched', label: 'Unmatched', icon: FileQuestion, isFor: sender },
  { href: '/upload', label: 'Upload', icon: FileUp, isFor: sender },
  { href: '/sandbox', label: 'Sandbox', icon: FlaskConical, isFor: sender },
  { href: '/settings', label: 'Settings', icon: Settings, isFor: isAdministrator },
  { href: '/docs', label: 'API docs', icon: FileText, isFor: anybody },
];

/** The pages that somebody sees: hiding one is a courtesy, its verbs decide. */
export const pagesOf = (viewer: Viewer): readonly PortalPage[] => PAGES.filter(({ isFor }) => isFor(viewer));

/** Whether an address is on a page or below it. */
export const isOn = (pathname: string, href: string): boolean =>
  href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
