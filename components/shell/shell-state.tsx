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
  /** Whether the session is over, and a page waits behind the notice for its reader to sign in again. */
  ended: boolean;
  /** For calls that no query makes: one was answered that the session is over. */
  onSignedOut: () => void;
  /** For a page with words that are not saved: it stays when the session is over. Answers how to end that. */
  keepPage: () => () => void;
}

export const ShellContext = createContext<ShellState | null>(null);

/** The frame's state; only below the portal's layout. */
export function useShell(): ShellState {
  const state = useContext(ShellContext);
  if (!state) throw new Error('useShell is for pages inside the portal’s frame.');
  return state;
}
