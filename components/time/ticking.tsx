'use client';

import { createContext, useContext, useSyncExternalStore } from 'react';

/** When the server painted the page, in milliseconds: the first rendering in the browser must say the same. */
export const PaintedAt = createContext(0);

const TICK_MS = 1000;

let timer: ReturnType<typeof setInterval> | undefined;
const listeners = new Set<() => void>();

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, TICK_MS);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}

/** What `read` says of the time now; asked every second, and rendered anew only when it says something else. */
export function useTicking(read: (now: number) => string): string {
  const paintedAt = useContext(PaintedAt);
  return useSyncExternalStore(
    subscribe,
    () => read(Date.now()),
    () => read(paintedAt),
  );
}
