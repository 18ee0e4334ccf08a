'use client';

import { QueryClientProvider } from '@tanstack/react-query';
import dynamic from 'next/dynamic';
import { useCallback, useEffect, useLayoutEffect, useMemo, useState, type ReactNode } from 'react';
import { writePreference } from '#components/session/preferences';
import { dropResending } from '#components/resending/resend-run';
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
import { belongTo } from '#lib/api-client';
import type { Viewer } from '#lib/identity/contract';

const SessionOver = dynamic(() => import('#components/session/session-over').then((module) => module.SessionOver), {
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
export function PortalFrame(props: PortalFrameProps) {
  const { viewer: rendered, organization: initial, keys: initialKeys, zone, children } = props;
  const [ended, setEnded] = useState(false);
  // The first person's for good: a server that renders the frame anew may do so for whoever signed in meanwhile.
  const [viewer, setViewer] = useState(rendered);
  const [seen, setSeen] = useState(rendered);
  if (rendered !== seen) {
    setSeen(rendered);
    if (rendered.userId === viewer.userId) setViewer(rendered);
    else setEnded(true);
  }
  const [organization, setOrganization] = useState(initial);
  const [keys, setKeys] = useState(initialKeys);
  // Pages with words that are not saved.
  const [kept, setKept] = useState(0);
  const [queryClient] = useState(() => makeQueryClient(() => setEnded(true)));
  const onSignedOut = useCallback(() => setEnded(true), []);
  useActivity(!ended);
  useLayoutEffect(() => {
    // The way back from the sign-in page may make another person's frame in the same document.
    if (!belongTo(viewer.userId)) location.reload();
  }, [viewer.userId]);
  // Nothing of the session stays on the screen or in memory behind the notice.
  useEffect(() => {
    if (!ended) return;
    if (kept === 0) {
      queryClient.clear();
      dropResending();
    }
    dismissToasts();
  }, [ended, kept, queryClient]);
  const keepPage = useCallback(() => {
    setKept((pages) => pages + 1);
    return () => setKept((pages) => pages - 1);
  }, []);
  const goOn = () => {
    // Without words to keep, the page begins anew.
    if (kept === 0) return location.reload();
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
      onSignedOut,
      keepPage,
    }),
    [viewer, organization, keys, ended, onSignedOut, keepPage],
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
              {ended && <SessionOver viewer={viewer} keepsWords={kept > 0} onGoOn={goOn} />}
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
