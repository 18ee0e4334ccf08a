'use client';

import { useEffect } from 'react';
import { touchSession } from '#lib/identity/client';

const AT_MOST_EVERY_MS = 60_000;
const INPUTS = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const;

/** Tells the server that somebody is here, after real input only and at most once a minute: polling keeps no session alive. */
export function useActivity(on: boolean): void {
  useEffect(() => {
    if (!on) return undefined;
    let toldAt = performance.now();
    const tell = (event: Event) => {
      // Scripts may not pretend to be a person.
      if (!event.isTrusted || performance.now() - toldAt < AT_MOST_EVERY_MS) return;
      toldAt = performance.now();
      // A session that is over shows at the next question for data.
      touchSession().catch(() => undefined);
    };
    for (const input of INPUTS) addEventListener(input, tell, { passive: true });
    return () => {
      for (const input of INPUTS) removeEventListener(input, tell);
    };
  }, [on]);
}
