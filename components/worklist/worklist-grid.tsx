'use client';

import { useVirtualizer, type Range } from '@tanstack/react-virtual';
import {
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
  type SyntheticEvent,
  type ReactNode,
  type RefObject,
} from 'react';
import { keyOf } from '#components/worklist/appointment-words';
import { RowSkeleton } from '#components/worklist/row-skeleton';
import type { ActiveRow } from '#components/worklist/use-place';
import type { WorklistRows } from '#components/worklist/use-worklist-rows';
import { WINDOW_ROWS } from '#components/worklist/worklist-filters';
import { ROW_REM, WorklistRow } from '#components/worklist/worklist-row';
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

/** Rows beyond the edge that are made in advance; windows are asked for when they are this near. */
const OVERSCAN = 12;
/** A screen's worth for the first paint, before the browser has told how high the list is. */
const FIRST_PAINT = { width: 1440, height: 900 };
/** Where rows become lines of a table: as `@4xl` in the classes. */
const WIDE_REM = 56;
const HEAD_REM = 2;

/** The appointments: only those in sight exist, and the active one. The page that scrolls is this list, not the window. */
export function WorklistGrid(props: WorklistGridProps) {
  const { rows, active: chosen, handle, head, onWindows, onStep, onFocus, onPick, onOpen } = props;
  const scroller = useRef<HTMLDivElement>(null);
  const sizes = useSizes(scroller);
  const rowPx = sizes?.row ?? null;
  const wantsFocus = useRef(false);
  const total = rows.total ?? 0;
  const active = chosen === null ? -1 : rows.find(keyOf(chosen.item));
  // oxlint-disable-next-line react/incompatible-library -- nothing of it is memoized
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowPx ?? ROW_REM.wide * 16,
    initialRect: FIRST_PAINT,
    initialOffset: props.initialScroll,
    overscan: OVERSCAN,
    scrollMargin: sizes?.head ?? 0,
    scrollPaddingStart: sizes?.head ?? 0,
    // The row that has the focus stays on the page wherever the list is scrolled to.
    rangeExtractor: (range) => withActive(range, active),
    useFlushSync: false,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, rowPx]);
  const items = virtualizer.getVirtualItems();
  useEffect(() => {
    const { startIndex, endIndex } = virtualizer.range ?? { startIndex: 0, endIndex: 0 };
    onWindows(windowsBetween(startIndex - OVERSCAN, Math.min(endIndex + OVERSCAN, total - 1)));
  });
  useLayoutEffect(() => {
    handle.current = {
      goTo: (index) => {
        wantsFocus.current = true;
        virtualizer.scrollToIndex(index, { align: 'auto' });
      },
      follow: (from, to) => {
        const element = scroller.current;
        if (!element || rowPx === null) return;
        const top = from * rowPx - element.scrollTop;
        if (top > -rowPx && top < element.clientHeight) element.scrollTop += (to - from) * rowPx;
      },
      goToTop: () => scroller.current?.scrollTo({ top: 0 }),
      scrollTop: () => scroller.current?.scrollTop ?? 0,
    };
  }, [handle, virtualizer, rowPx]);
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
          style={rowPx === null ? undefined : { height: virtualizer.getTotalSize() }}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
            const isLink = event.target instanceof Element && event.target.closest('[data-open]') !== null;
            if (isLink) event.preventDefault();
            at(event, isLink ? onOpen : onPick);
          }}
          onDoubleClick={(event) => at(event, onOpen)}
          onFocus={(event) => at(event, onFocus)}
        >
          {items.map(({ index, start }) => {
            const item = rows.rowAt(index);
            const style = rowPx === null ? undefined : { transform: `translateY(${start - (sizes?.head ?? 0)}px)` };
            if (!item) return <RowSkeleton key={index} index={index} style={style} />;
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
                style={style}
              />
            );
          })}
        </div>
      </div>
    </div>
  );
}

function withActive({ startIndex, endIndex, overscan, count }: Range, active: number): number[] {
  const from = Math.max(startIndex - overscan, 0);
  const to = Math.min(endIndex + overscan, count - 1);
  const shown = Array.from({ length: Math.max(to - from + 1, 0) }, (_, n) => from + n);
  if (active === -1 || active >= count) return shown;
  if (active < from) return [active, ...shown];
  return active > to ? [...shown, active] : shown;
}

function windowsBetween(first: number, last: number): number[] {
  const from = Math.floor(Math.max(first, 0) / WINDOW_ROWS);
  const to = Math.floor(Math.max(last, 0) / WINDOW_ROWS);
  return Array.from({ length: to - from + 1 }, (_, n) => from + n);
}

interface Sizes {
  row: number;
  head: number;
}

/** How high a row and the head are, in pixels; null until the browser has said how wide the list is. */
function useSizes(scroller: RefObject<HTMLElement | null>): Sizes | null {
  const [sizes, setSizes] = useState<Sizes | null>(null);
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    const measure = () => {
      const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
      const isWide = element.clientWidth >= WIDE_REM * rem;
      const row = (isWide ? ROW_REM.wide : ROW_REM.narrow) * rem;
      setSizes((before) => (before?.row === row ? before : { row, head: isWide ? HEAD_REM * rem : 0 }));
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, [scroller]);
  return sizes;
}
