'use client';

import { useLayoutEffect, useRef, type RefObject } from 'react';
import { keyOf } from '#components/appointments/appointment-words';
import type { ActiveRow } from '#components/worklist/use-place';
import type { WorklistRows } from '#components/worklist/use-worklist-rows';
import type { GridHandle } from '#components/worklist/worklist-grid';

interface ActiveRowInput {
  rows: WorklistRows;
  active: ActiveRow | null;
  grid: RefObject<GridHandle | null>;
  onChange: (active: ActiveRow) => void;
  onLeft: (active: ActiveRow) => void;
}

/**
 * Keeps the active row by identity while the list changes under it: it stays where it is on the screen, and when it leaves
 * the list no other takes its place until the reader moves. Returns how to move by rows.
 */
export function useActiveRow({ rows, active, grid, onChange, onLeft }: ActiveRowInput): (by: number) => void {
  // A row beyond the known ones, until it is known.
  const wanted = useRef(-1);
  useLayoutEffect(() => {
    const awaited = rows.rowAt(wanted.current);
    if (awaited) {
      onChange({ item: awaited, index: wanted.current, left: false });
      grid.current?.goTo(wanted.current);
      wanted.current = -1;
      return;
    }
    if (!active || rows.total === undefined || rows.isOld) return;
    const index = rows.find(keyOf(active.item));
    const item = rows.rowAt(index);
    if (item) {
      if (index === active.index && item === active.item && !active.left) return;
      if (!active.left) grid.current?.follow(active.index, index);
      onChange({ item, index, left: false });
    } else if (!active.left && (rows.rowAt(active.index) !== undefined || active.index >= rows.total)) {
      onLeft({ ...active, left: true });
    }
  });
  return (by) => {
    const last = (rows.total ?? 0) - 1;
    const from = active === null ? -1 : active.left && by > 0 ? active.index - 1 : active.index;
    const index = Math.min(Math.max(from + by, 0), last);
    const item = rows.rowAt(index);
    wanted.current = item ? -1 : index;
    if (item) onChange({ item, index, left: false });
    grid.current?.goTo(index);
  };
}
