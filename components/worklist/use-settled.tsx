'use client';

import { useEffect, useState } from 'react';

const SETTLED_MS = 250;

/** Whether the eye rests on this one: what the server records as read is not asked for in passing. */
export function useSettled(key: string): boolean {
  const [settled, setSettled] = useState('');
  useEffect(() => {
    const timer = setTimeout(() => setSettled(key), SETTLED_MS);
    return () => clearTimeout(timer);
  }, [key]);
  return settled === key;
}
