'use client';

import { useEffect, useRef } from 'react';
import { useReport } from '#components/editor/report-context';
import { usePageCommands } from '#components/shell/page-commands';
import type { Checked } from '#components/signing/use-checks';
import type { Check } from '#lib/checks/contract';

type Placed = Check & { from: number; to: number };

const hasPlace = (check: Check): check is Placed => check.from !== null && check.to !== null;

/**
 * Underlines what the checks found, and walks through it: `F8` to the next place, `Shift+F8` to the one before. Answers how
 * to go to one of them.
 */
export function useCheckWalk({ checks, text }: Checked, fresh: () => readonly Check[]): (check: Check) => void {
  const { goTo, mark, getText } = useReport();
  const at = useRef(-1);
  useEffect(() => {
    // Places in other words than these would be underlined beside what they mean.
    if (text !== null && text !== getText()) return;
    mark(
      checks
        .filter(hasPlace)
        .map(({ from, to, severity }) => ({ from, to, tone: severity === 'warn' ? 'warn' : 'bad' })),
    );
  }, [checks, text, mark, getText]);
  useEffect(() => () => mark([]), [mark]);
  const go = (isForward: boolean) => {
    const places = fresh().filter(hasPlace);
    const next = isForward
      ? (places.find(({ from }) => from > at.current) ?? places[0])
      : (places.findLast(({ from }) => from < at.current) ?? places.at(-1));
    if (next) show(next);
  };
  const show = ({ from, to }: Placed) => {
    at.current = from;
    goTo(from, to);
  };
  usePageCommands([
    { id: 'next-check', label: 'Go to the next check', keys: 'F8', run: () => go(true) },
    { id: 'previous-check', label: 'Go to the check before', keys: 'Shift+F8', palette: false, run: () => go(false) },
  ]);
  return (wanted) => {
    const found = fresh().filter(hasPlace);
    const same = found.filter(({ rule, message }) => rule === wanted.rule && message === wanted.message);
    const [nearest] = same.sort(
      (a, b) => Math.abs(a.from - (wanted.from ?? 0)) - Math.abs(b.from - (wanted.from ?? 0)),
    );
    if (nearest) show(nearest);
  };
}
