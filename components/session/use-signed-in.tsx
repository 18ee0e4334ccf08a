'use client';

import { useEffect, useState } from 'react';
import { readSignedIn } from '#lib/identity/client';

/** Whose session this browser has, seen from a page of the viewer's. */
export type SignedIn = { who: 'asked' | 'nobody' | 'viewer' } | { who: 'other'; name: string };

/** Asks who is signed in now, and again whenever somebody comes back to the page. Without an answer it is nobody. */
export function useSignedIn(viewerId: string): SignedIn {
  const [now, setNow] = useState<SignedIn>({ who: 'asked' });
  useEffect(() => {
    let isShown = true;
    const ask = () =>
      readSignedIn().then(
        (found) => isShown && setNow(tell(found, viewerId)),
        () => setNow((known) => (known.who === 'asked' ? { who: 'nobody' } : known)),
      );
    void ask();
    const again = () => void ask();
    addEventListener('focus', again);
    document.addEventListener('visibilitychange', again);
    return () => {
      isShown = false;
      removeEventListener('focus', again);
      document.removeEventListener('visibilitychange', again);
    };
  }, [viewerId]);
  return now;
}

function tell(found: Awaited<ReturnType<typeof readSignedIn>>, viewerId: string): SignedIn {
  if (found === null) return { who: 'nobody' };
  // Who has to choose a password yet cannot go on: here they can do both.
  if (found.userId === viewerId && found.mustChangePassword) return { who: 'nobody' };
  return found.userId === viewerId ? { who: 'viewer' } : { who: 'other', name: found.name };
}
