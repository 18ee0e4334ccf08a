'use client';

import { useShell } from '#components/shell/shell-state';

/** Whether the viewer may send what an organization submitted again: its administrators, and the platform's. */
export function useMayResend(organization: string): boolean {
  const { viewer } = useShell();
  const roles = viewer.organizations.find(({ name }) => name === organization)?.roles ?? [];
  return roles.includes('admin') || roles.includes('platform admin');
}
