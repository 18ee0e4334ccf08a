'use client';

import { PanelLeftClose, PanelLeftOpen, PanelRightClose, PanelRightOpen } from 'lucide-react';
import { Suspense, useCallback, useLayoutEffect, useRef, useState, type ReactNode } from 'react';

export const PANES = [
  { name: 'request', label: 'Request' },
  { name: 'report', label: 'Report' },
  { name: 'sign', label: 'Sign' },
] as const;
export type PaneName = (typeof PANES)[number]['name'];

/** Hidden, not taken away, when it is folded: what was typed into it stays. */
const SIDE = 'min-h-0 min-w-0 border-line max-lg:flex-1 lg:shrink-0 lg:overflow-y-auto';

export interface Panes {
  /** The one shown where there is room for one only. */
  shown: PaneName;
  show: (pane: PaneName) => void;
  /** Shows one of whose place in the page somebody else takes care. */
  reveal: (pane: PaneName) => void;
  /** Those folded away where there is room for all. */
  folded: readonly PaneName[];
  fold: (pane: PaneName) => void;
}

/** Which of the three panes are seen. */
export function usePanes(): Panes {
  const [shown, setShown] = useState<PaneName>('report');
  // Where only one is shown the page is scrolled, and each has a place of its own in it.
  const places = useRef<{ now: PaneName } & Partial<Record<PaneName, number>>>({ now: 'report' });
  const go = useCallback((pane: PaneName, place: number | undefined) => {
    if (pane === places.current.now) return;
    places.current = { ...places.current, [places.current.now]: scrollY, [pane]: place, now: pane };
    setShown(pane);
  }, []);
  const show = useCallback((pane: PaneName) => go(pane, places.current[pane] ?? 0), [go]);
  const reveal = useCallback((pane: PaneName) => go(pane, undefined), [go]);
  useLayoutEffect(() => {
    const place = places.current[shown];
    if (place === undefined) return undefined;
    const restore = () => scrollTo({ top: place });
    restore();
    // CodeMirror knows how high a text is that was hidden only once it has measured it.
    let frame = requestAnimationFrame(() => (frame = requestAnimationFrame(restore)));
    return () => cancelAnimationFrame(frame);
  }, [shown]);
  const [folded, setFolded] = useState<readonly PaneName[]>([]);
  const fold = (pane: PaneName) =>
    setFolded((before) => (before.includes(pane) ? before.filter((one) => one !== pane) : [...before, pane]));
  return { shown, show, reveal, folded, fold };
}

/** Side by side where there is room, each side folds away; else one at a time. */
export function ReportPanes({ panes, request, report, sign }: { panes: Panes } & Record<PaneName, ReactNode>) {
  const { shown, folded } = panes;
  const seen = (name: PaneName) =>
    `${shown === name ? '' : 'max-lg:hidden'} ${folded.includes(name) ? 'lg:hidden' : ''}`;
  return (
    <div className="flex min-h-0 flex-1">
      <div className={`${SIDE} lg:w-80 lg:border-r 2xl:w-100 min-[120rem]:w-120 min-[150rem]:w-160 ${seen('request')}`}>
        <Suspense>{request}</Suspense>
      </div>
      <div className={`flex min-h-0 min-w-0 flex-1 flex-col ${seen('report')}`}>{report}</div>
      <div className={`${SIDE} lg:w-88 lg:border-l 2xl:w-104 min-[120rem]:w-120 min-[150rem]:w-144 ${seen('sign')}`}>
        <Suspense>{sign}</Suspense>
      </div>
    </div>
  );
}

const FOLDS = {
  request: { label: 'Request beside the report', Open: PanelLeftOpen, Close: PanelLeftClose },
  sign: { label: 'Signature beside the report', Open: PanelRightOpen, Close: PanelRightClose },
};

/** Folds one side away, or unfolds it. */
export function PaneFold({ panes, name }: { panes: Panes; name: keyof typeof FOLDS }) {
  const { label, Open, Close } = FOLDS[name];
  const isFolded = panes.folded.includes(name);
  const Icon = isFolded ? Open : Close;
  return (
    <button
      type="button"
      aria-expanded={!isFolded}
      aria-label={label}
      onClick={() => panes.fold(name)}
      className="flex size-7 shrink-0 items-center justify-center rounded-md text-soft hover:bg-raised hover:text-ink max-lg:hidden"
    >
      <Icon aria-hidden className="size-4" />
    </button>
  );
}
