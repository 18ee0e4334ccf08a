'use client';

import { useCallback, useEffect, useState } from 'react';

/** Whole seconds until an instant, 0 when it is over. */
export function useSecondsLeft(until: string): number {
  const secondsLeft = useCallback(() => Math.max(0, Math.ceil((Date.parse(until) - Date.now()) / 1000)), [until]);
  const [left, setLeft] = useState(secondsLeft);
  useEffect(() => {
    const tick = setInterval(() => setLeft(secondsLeft()), 500);
    return () => clearInterval(tick);
  }, [secondsLeft]);
  return left;
}
