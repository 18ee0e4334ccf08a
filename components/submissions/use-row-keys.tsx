'use client';

import { useEffect, type RefObject } from 'react';
import { usePageCommands } from '#components/shell/page-commands';

const STEP: Record<string, number> = { ArrowDown: 1, ArrowUp: -1 };

/** Moves the focus between the rows' links: `j` and `k` from anywhere, the arrows while a row has it. Enter is the link's own. */
export function useRowKeys(rows: RefObject<HTMLElement | null>, noun = 'submission'): void {
  const links = () => [...(rows.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
  usePageCommands([
    { id: 'next-row', label: `Next ${noun}`, keys: 'j', palette: false, run: () => move(links(), 1) },
    { id: 'previous-row', label: `Previous ${noun}`, keys: 'k', palette: false, run: () => move(links(), -1) },
  ]);
  useEffect(() => {
    const step = (event: KeyboardEvent) => {
      const by = STEP[event.key];
      if (!by || event.metaKey || event.ctrlKey || event.altKey || !(event.target instanceof HTMLElement)) return;
      const all = [...(rows.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
      if (!all.includes(event.target)) return;
      event.preventDefault();
      move(all, by);
    };
    addEventListener('keydown', step);
    return () => removeEventListener('keydown', step);
  }, [rows]);
}

function move(links: readonly HTMLElement[], by: number): void {
  const at = links.indexOf(document.activeElement as HTMLElement);
  const next = links[at === -1 ? 0 : Math.min(Math.max(at + by, 0), links.length - 1)];
  next?.focus();
  next?.closest('tr')?.scrollIntoView({ block: 'nearest' });
}
