'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useMemo, useState, type ReactNode } from 'react';
import { SessionEnded } from '#components/session/session-ended';
import { writePreference } from '#components/session/preferences';
import { useActivity } from '#components/session/use-activity';
import { AppBar } from '#components/shell/app-bar';
import { OfflineBanner } from '#components/shell/offline-banner';
import { makeQueryClient } from '#components/shell/query-client';
import { ShellCommands } from '#components/shell/shell-commands';
import { ShellContext, type ShellState } from '#components/shell/shell-state';
import { SkipLink } from '#components/shell/skip-link';
import { ListPositionProvider } from '#components/submissions/list-position';
import { ZoneProvider } from '#components/time/zone';
import { Toasts } from '#components/ui/toasts';
import { dismissToasts } from '#components/ui/use-toast';
import type { Viewer } from '#lib/identity/contract';

const SignInAgain = dynamic(() => import('#components/session/sign-in-again').then((module) => module.SignInAgain), {
  ssr: false,
  loading: () => null,
});

interface PortalFrameProps {
  viewer: Viewer;
  organization: string | null;
  keys: boolean;
  zone: string;
  children: ReactNode;
}

/** The portal around each page: bar, data, time zone, and what happens when the session is over. */
export function PortalFrame({ viewer, organization: initial, keys: initialKeys, zone, children }: PortalFrameProps) {
  const [ended, setEnded] = useState(false);
  const [organization, setOrganization] = useState(initial);
  const [keys, setKeys] = useState(initialKeys);
  // Pages with words that are not saved.
  const [kept, setKept] = useState(0);
  const [queryClient] = useState(() => makeQueryClient(() => setEnded(true)));
  useActivity(!ended);
  // Nothing of the session stays on the screen or in memory behind the notice.
  useEffect(() => {
    if (!ended) return;
    if (kept === 0) queryClient.clear();
    dismissToasts();
  }, [ended, kept, queryClient]);
  const keepPage = useCallback(() => {
    setKept((pages) => pages + 1);
    return () => setKept((pages) => pages - 1);
  }, []);
  const goOn = () => {
    setEnded(false);
    void queryClient.invalidateQueries();
  };
  const state = useMemo<ShellState>(
    () => ({
      viewer,
      organization,
      setOrganization: (name) => {
        setOrganization(name);
        writePreference('organization', name);
      },
      keys,
      setKeys: (on) => {
        setKeys(on);
        writePreference('keys', on ? 'on' : 'off');
      },
      ended,
      onSignedOut: () => setEnded(true),
      keepPage,
    }),
    [viewer, organization, keys, ended, keepPage],
  );
  return (
    <ShellContext value={state}>
      <QueryClientProvider client={queryClient}>
        <ZoneProvider zone={zone}>
          <ListPositionProvider>
            <SkipLink />
            <AppBar />
            <main id="main" tabIndex={-1} className="outline-none">
              {(!ended || kept > 0) && children}
              {ended && (kept > 0 ? <SignInAgain email={viewer.email} onSignedIn={goOn} /> : <SessionEnded />)}
            </main>
            <OfflineBanner />
            <Toasts />
            {!ended && <ShellCommands />}
          </ListPositionProvider>
        </ZoneProvider>
      </QueryClientProvider>
    </ShellContext>
  );
}
