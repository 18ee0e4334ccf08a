'use client';

import { useEffect, useRef } from 'react';
import { useReport } from '#components/editor/report-context';
import { usePageCommands } from '#components/shell/page-commands';
import type { Check } from '#lib/checks/contract';

type Placed = Check & { from: number; to: number };

const hasPlace = (check: Check): check is Placed => check.from !== null && check.to !== null;

/** Underlines what the checks found, and walks through it: `F8` to the next place, `Shift+F8` to the one before. */
export function useCheckWalk(checks: readonly Check[]): void {
  const { goTo, mark } = useReport();
  const at = useRef(-1);
  useEffect(() => {
    mark(
      checks
        .filter(hasPlace)
        .map(({ from, to, severity }) => ({ from, to, tone: severity === 'warn' ? 'warn' : 'bad' })),
    );
  }, [checks, mark]);
  useEffect(() => () => mark([]), [mark]);
  const go = (isForward: boolean) => {
    const places = checks.filter(hasPlace);
    const next = isForward
      ? (places.find(({ from }) => from > at.current) ?? places[0])
      : (places.findLast(({ from }) => from < at.current) ?? places.at(-1));
    if (!next) return;
    at.current = next.from;
    goTo(next.from, next.to);
  };
  usePageCommands([
    { id: 'next-check', label: 'Go to the next check', keys: 'F8', run: () => go(true) },
    { id: 'previous-check', label: 'Go to the check before', keys: 'Shift+F8', palette: false, run: () => go(false) },
  ]);
}
