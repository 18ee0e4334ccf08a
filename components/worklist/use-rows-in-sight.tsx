'use client';

import { useLayoutEffect, useState, type RefObject } from 'react';

/** Heights in pixels. */
export interface Sizes {
  row: number;
  /** Of the head, which stays above the rows. */
  head: number;
}

/** How high rows are, in rem: lines of a table where there is room, cards of three lines where not. */
const ROW_REM = { wide: 2.875, narrow: 5.25 };
const HEAD_REM = 2;
/** Where rows become lines of a table: as `@4xl` in the classes. */
const WIDE_REM = 56;

/** Rows that come and go together while the list is scrolled, and are made in advance on either side. */
const STEP = 8;
/** A screen's worth for the first paint, before the browser has told how high the list is. */
const FIRST_PAINT = 32;

/** Rows `first` to `last`, in sight or near. */
export interface Range {
  first: number;
  last: number;
}

interface RowsInSight {
  /** null until the browser has told how wide the list is. */
  sizes: Sizes | null;
  range: Range;
}

/** Which rows of equal height a scrolling element shows: of ten thousand only these have to exist. */
export function useRowsInSight(scroller: RefObject<HTMLElement | null>, startAt: number): RowsInSight {
  const [sizes, setSizes] = useState<Sizes | null>(null);
  const [range, setRange] = useState<Range>({ first: 0, last: FIRST_PAINT - 1 });
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!element) return undefined;
    let now = sizesOf(element);
    const look = () => {
      const seen = rangeOf(element, now);
      setRange((before) => (before.first === seen.first && before.last === seen.last ? before : seen));
    };
    const measure = () => {
      const measured = sizesOf(element);
      // What was on top stays on top when lines become cards.
      const top = element.scrollTop / now.row;
      if (measured.row !== now.row) element.scrollTop = top * measured.row;
      now = measured;
      setSizes((before) => (before?.row === now.row ? before : now));
      look();
    };
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    element.addEventListener('scroll', look, { passive: true });
    return () => {
      observer.disconnect();
      element.removeEventListener('scroll', look);
    };
  }, [scroller]);
  const isMeasured = sizes !== null;
  useLayoutEffect(() => {
    // Only now are the rows above there to be scrolled past.
    if (isMeasured && startAt > 0 && scroller.current) scroller.current.scrollTop = startAt;
    // oxlint-disable-next-line react/exhaustive-deps -- where the list was left counts once
  }, [isMeasured, scroller]);
  return { sizes, range };
}

function sizesOf(element: HTMLElement): Sizes {
  const rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
  const isWide = element.clientWidth >= WIDE_REM * rem;
  return { row: (isWide ? ROW_REM.wide : ROW_REM.narrow) * rem, head: isWide ? HEAD_REM * rem : 0 };
}

function rangeOf({ scrollTop, clientHeight }: HTMLElement, { row, head }: Sizes): Range {
  const first = Math.floor(scrollTop / row);
  const last = Math.floor((scrollTop + clientHeight - head) / row);
  return {
    first: Math.max((Math.floor(first / STEP) - 1) * STEP, 0),
    last: (Math.ceil((last + 1) / STEP) + 1) * STEP - 1,
  };
}

/** Scrolls no further than it takes to show a row whole. */
export function showRow(element: HTMLElement, { row, head }: Sizes, index: number): void {
  const highest = head + (index + 1) * row - element.clientHeight;
  element.scrollTop = Math.min(Math.max(element.scrollTop, highest), index * row);
}

/** A row moved in the list: if it is in sight, it stays where it is on the screen. */
export function followRow(element: HTMLElement, { row }: Sizes, from: number, to: number): void {
  const top = from * row - element.scrollTop;
  if (top > -row && top < element.clientHeight) element.scrollTop += (to - from) * row;
}
