'use client';

import { HydrationBoundary, type DehydratedState } from '@tanstack/react-query';
import { useRouter } from 'next/navigation';
import { useEffect, useRef, type ReactNode } from 'react';
import { useShell } from '#components/shell/shell-state';

interface PageOfProps {
  /** For whom the server rendered it: whoever's session the browser had when the link was followed. */
  userId: string;
  /** What the page asks for first, asked by the server. */
  state?: DehydratedState;
  children: ReactNode;
}

/** A page as the server rendered it, shown in its own reader's frame only: links keep the frame, whoever signs in meanwhile. */
export function PageOf({ userId, state, children }: PageOfProps) {
  const { viewer, ended, onSignedOut } = useShell();
  const router = useRouter();
  const isOther = userId !== viewer.userId;
  const isTold = useRef(false);
  useEffect(() => {
    if (!isOther || ended) return;
    // The reader is signed in again: the server renders it anew, for them.
    if (isTold.current) router.refresh();
    else onSignedOut();
    isTold.current = !isTold.current;
  }, [isOther, ended, onSignedOut, router]);
  return isOther ? null : <HydrationBoundary state={state}>{children}</HydrationBoundary>;
}
