'use client';

import { useEffect, type RefObject } from 'react';

const STEP: Record<string, number> = { j: 1, k: -1, ArrowDown: 1, ArrowUp: -1 };

/** Whether a key was typed into something that wants it. */
export function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof Element &&
    target.closest('input, textarea, select, [contenteditable], [role="menu"], dialog') !== null
  );
}

/**
 * Moves the focus between the rows' links: `j` and `k` from anywhere (unless single keys are turned off), the arrows while
 * a row has the focus. Enter is the link's own.
 */
export function useRowKeys(rows: RefObject<HTMLElement | null>, single: boolean): void {
  useEffect(() => {
    const move = (event: KeyboardEvent) => {
      const step = STEP[event.key];
      if (!step || event.metaKey || event.ctrlKey || event.altKey || isTyping(event.target)) return;
      const links = [...(rows.current?.querySelectorAll<HTMLElement>('[data-row]') ?? [])];
      const at = links.indexOf(document.activeElement as HTMLElement);
      const isArrow = event.key.startsWith('Arrow');
      if (isArrow ? at === -1 : !single) return;
      const next = links[at === -1 ? 0 : Math.min(Math.max(at + step, 0), links.length - 1)];
      if (!next) return;
      event.preventDefault();
      next.focus();
      next.closest('tr')?.scrollIntoView({ block: 'nearest' });
    };
    addEventListener('keydown', move);
    return () => removeEventListener('keydown', move);
  }, [rows, single]);
}
