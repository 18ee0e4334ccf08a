'use client';

import {
  useEffect,
  useLayoutEffect,
  useRef,
  useImperativeHandle,
  type SyntheticEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { keyOf } from '#components/appointments/appointment-words';
import { RowSkeleton } from '#components/worklist/row-skeleton';
import type { ActiveRow } from '#components/worklist/use-place';
import type { WorklistRows } from '#components/worklist/use-worklist-rows';
import { followRow, showRow, useRowsInSight } from '#components/worklist/use-rows-in-sight';
import { WINDOW_ROWS } from '#components/worklist/worklist-filters';
import { WorklistRow } from '#components/worklist/worklist-row';
import type { WorklistItem } from '#lib/worklist/contract';

/** What the rest of the page may ask of the list. */
export interface GridHandle {
  /** Shows a row, and gives it the focus once it is there. */
  goTo: (index: number) => void;
  /** A row moved in the list: while it is in sight, it stays where it is on the screen. */
  follow: (from: number, to: number) => void;
  goToTop: () => void;
  scrollTop: () => number;
}

interface WorklistGridProps {
  rows: WorklistRows;
  active: ActiveRow | null;
  /** Where the list was left. */
  initialScroll: number;
  handle: RefObject<GridHandle | null>;
  head: ReactNode;
  onWindows: (windows: readonly number[]) => void;
  onStep: (by: number) => void;
  /** A row has the focus. */
  onFocus: (item: WorklistItem, index: number) => void;
  /** A row was clicked. */
  onPick: (item: WorklistItem, index: number) => void;
  onOpen: (item: WorklistItem) => void;
}

/** Rows that a key moves by, further than the list is long for its ends. */
const STEPS: Record<string, number> = { ArrowDown: 1, ArrowUp: -1, PageDown: 10, PageUp: -10, Home: -1e9, End: 1e9 };

/** The appointments: only those in sight exist, and the active one. The page that scrolls is this list, not the window. */
export function WorklistGrid(props: WorklistGridProps) {
  const { rows, active: chosen, handle, head, onWindows, onStep, onFocus, onPick, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const { sizes, range } = useRowsInSight(scroller, props.initialScroll);
  const wantsFocus = useRef(false);
  const total = rows.total ?? 0;
  const active = chosen === null ? -1 : rows.find(keyOf(chosen.item));
  const last = Math.min(range.last, total - 1);
  useEffect(() => onWindows(windowsBetween(range.first, last)));
  useImperativeHandle(
    handle,
    () => ({
      goTo: (index) => {
        wantsFocus.current = true;
        if (scroller.current && sizes) showRow(scroller.current, sizes, index);
      },
      follow: (from, to) => {
        if (scroller.current && sizes) followRow(scroller.current, sizes, from, to);
      },
      goToTop: () => scroller.current?.scrollTo({ top: 0 }),
      scrollTop: () => scroller.current?.scrollTop ?? 0,
    }),
    [sizes],
  );
  useLayoutEffect(() => {
    if (!wantsFocus.current) return;
    const row = scroller.current?.querySelector<HTMLElement>('[role="row"][aria-selected="true"]');
    if (!row) return;
    wantsFocus.current = false;
    row.focus({ preventScroll: true });
  });
  // The row that had the focus is gone: the keys go on from here, with the appointment they were about.
  useEffect(() => {
    if (chosen?.left && document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  }, [chosen]);
  const at = (event: SyntheticEvent, act: (item: WorklistItem, index: number) => void) => {
    const row = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-index]') : null;
    const index = Number(row?.dataset.index);
    const item = row && rows.rowAt(index);
    if (item && keyOf(item) === row.dataset.key) act(item, index);
  };
  const used = new Set<string>();
  return (
    <div
      ref={scroller}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.metaKey || event.ctrlKey || event.altKey || event.shiftKey) return;
        const onRow = event.target instanceof Element && event.target.matches('[role="row"]');
        if (!onRow && event.target !== event.currentTarget) return;
        const by = STEPS[event.key];
        if (by === undefined && event.key !== 'Enter') return;
        event.preventDefault();
        if (by !== undefined) onStep(by);
        else if (onRow) at(event, onOpen);
        else if (chosen) onOpen(chosen.item);
      }}
      className="@container relative min-h-0 min-w-0 flex-1 overflow-x-hidden overflow-y-auto bg-surface [overflow-anchor:none]"
    >
      <div
        role="grid"
        aria-label="Appointments"
        aria-rowcount={rows.total === undefined ? -1 : total + 1}
        aria-busy={rows.isOld || rows.total === undefined}
        className={rows.isOld ? 'opacity-60' : ''}
      >
        {head}
        <div
          role="rowgroup"
          className="relative"
          style={sizes ? { height: total * sizes.row } : undefined}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
            const isLink = event.target instanceof Element && event.target.closest('[data-open]') !== null;
            if (isLink) event.preventDefault();
            at(event, isLink ? onOpen : onPick);
          }}
          onDoubleClick={(event) => at(event, onOpen)}
          onFocus={(event) => at(event, onFocus)}
        >
          {indexesOf(range.first, last, active).map((index) => {
            const item = rows.rowAt(index);
            const top = sizes ? index * sizes.row : undefined;
            if (!item) return <RowSkeleton key={index} index={index} top={top} />;
            // For a moment two windows may both have a row that moved.
            const key = used.has(keyOf(item)) ? `${index}` : keyOf(item);
            used.add(key);
            const isActive = index === active;
            return (
              <WorklistRow
                key={key}
                item={item}
                index={index}
                isActive={isActive}
                isStop={isActive || (active === -1 && index === 0)}
                top={top}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

/** The rows to be made: those in sight, and the one that has the focus, wherever the list is scrolled to. */
function indexesOf(first: number, last: number, active: number): number[] {
  const shown = Array.from({ length: Math.max(last - first + 1, 0) }, (_, n) => first + n);
  if (active === -1 || (active >= first && active <= last)) return shown;
  return active < first ? [active, ...shown] : [...shown, active];
}

function windowsBetween(first: number, last: number): number[] {
  const from = Math.floor(Math.max(first, 0) / WINDOW_ROWS);
  const to = Math.floor(Math.max(last, 0) / WINDOW_ROWS);
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}
