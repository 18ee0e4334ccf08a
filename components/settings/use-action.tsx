'use client';

import { useRef, useState } from 'react';
import { useShell } from '#components/shell/shell-state';
import { ApiError } from '#lib/api-client';

export interface Action {
  isBusy: boolean;
  /** Why it did not work, in the server's words. */
  problem: string | null;
  run: (work: () => Promise<void>) => void;
}

/** One thing at a time that a button does: whether it runs, and why it did not work. */
export function useAction(): Action {
  const [isBusy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const { onSignedOut } = useShell();
  const underWay = useRef(false);
  const run = (work: () => Promise<void>) => {
    if (underWay.current) return;
    underWay.current = true;
    setBusy(true);
    setProblem(null);
    work()
      .catch((error: unknown) => {
        if (error instanceof ApiError && error.failure === 'signed-out') onSignedOut();
        else setProblem(error instanceof ApiError ? error.message : 'Something failed in this page. Load it anew.');
      })
      .finally(() => {
        underWay.current = false;
        setBusy(false);
      });
  };
  return { isBusy, problem, run };
}
