'use client';

import { createContext, useContext, useEffect, useSyncExternalStore, type ReactNode } from 'react';
import { writePreference } from '#components/session/preferences';

const ServerZone = createContext('UTC');

const never = () => () => undefined;
const ownZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone || 'UTC';

/** The zone that times are shown in: the reader's own; while HTML comes from the server, the one it was last time. */
export function useZone(): string {
  const serverZone = useContext(ServerZone);
  return useSyncExternalStore(never, ownZone, () => serverZone);
}

/** Tells the server's rendering the reader's zone, and remembers it for the next page. */
export function ZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  useEffect(() => {
    if (ownZone() !== zone) writePreference('zone', ownZone());
  }, [zone]);
  return <ServerZone value={zone}>{children}</ServerZone>;
}
