'use client';

import { createContext, useContext } from 'react';
import type { Viewer } from '#lib/identity/contract';

/** What every part of the portal's frame may ask for. */
export interface ShellState {
  viewer: Viewer;
  /** Name of the organization last looked at; null for somebody who belongs to none. */
  organization: string | null;
  setOrganization: (name: string) => void;
  /** Whether single keys such as `j` and `/` do something (WCAG 2.1.4: they can be turned off). */
  keys: boolean;
  setKeys: (on: boolean) => void;
}

export const ShellContext = createContext<ShellState | null>(null);

/** The frame's state; only below the portal's layout. */
export function useShell(): ShellState {
  const state = useContext(ShellContext);
  if (!state) throw new Error('useShell is for pages inside the portal’s frame.');
  return state;
}
