'use client';

import { useEffect, type RefObject } from 'react';
import type { Choosing } from '#components/resending/use-chosen';

const rowOf = (target: EventTarget | null): number | null =>
  target instanceof HTMLElement && target.dataset.row ? Number(target.dataset.row) : null;

/** Chooses rows by the keyboard, at the link that has the focus: Space, Shift+Space for a range, Shift with an arrow on the way. */
export function useChooseKeys(rows: RefObject<HTMLElement | null>, choosing: Choosing | undefined): void {
  useEffect(() => {
    if (!choosing) return undefined;
    const press = (event: KeyboardEvent) => {
      const row = rowOf(event.target);
      if (row === null || event.ctrlKey || event.metaKey || event.altKey) return;
      if (!rows.current?.contains(event.target as Node)) return;
      if (event.key === ' ') {
        event.preventDefault();
        choosing.toggle(row, event.shiftKey);
      } else if (event.shiftKey && (event.key === 'ArrowDown' || event.key === 'ArrowUp')) {
        // The arrows' own listener came first: the focus is on the next row by now.
        const now = rowOf(document.activeElement);
        if (now !== null) choosing.extend(row, now);
      }
    };
    addEventListener('keydown', press);
    return () => removeEventListener('keydown', press);
  }, [rows, choosing]);
}
