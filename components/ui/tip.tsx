'use client';

import {
  cloneElement,
  useEffect,
  useId,
  useRef,
  useState,
  type FocusEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
} from 'react';

const SHOW_AFTER_MS = 150;
/** The pointer's way from the control to what it shows (WCAG 1.4.13: hoverable). */
const HIDE_AFTER_MS = 120;
const GAP_PX = 6;
const EDGE_PX = 8;

interface Anchor {
  onPointerEnter?: (event: PointerEvent) => void;
  onPointerLeave?: (event: PointerEvent) => void;
  onFocus?: (event: FocusEvent) => void;
  onBlur?: (event: FocusEvent) => void;
  'aria-describedby'?: string;
}

/**
 * Shows `content` while its only child, which can have focus, is pointed at or focused; Escape hides it. It stays in its
 * landmark and lies above everything (the browser's own popover): a library for this weighs more than a page.
 */
export function Tip({ content, children }: { content: ReactNode; children: ReactElement<Anchor> }) {
  const id = useId();
  const tip = useRef<HTMLDivElement>(null);
  const [wanted, setWanted] = useState<{ anchor: Element | null; after: number }>({ anchor: null, after: 0 });
  const [anchor, setAnchor] = useState<Element | null>(null);
  const turn = (to: Element | null, after: number) => setWanted({ anchor: to, after });
  useEffect(() => {
    const timer = setTimeout(() => setAnchor(wanted.anchor), wanted.after);
    return () => clearTimeout(timer);
  }, [wanted]);
  useEffect(() => {
    if (!anchor || !tip.current) return undefined;
    tip.current.showPopover();
    place(tip.current, anchor.getBoundingClientRect());
    const hide = () => setAnchor(null);
    const hideByKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') hide();
    };
    addEventListener('keydown', hideByKey);
    addEventListener('scroll', hide, { capture: true, passive: true });
    return () => {
      removeEventListener('keydown', hideByKey);
      removeEventListener('scroll', hide, { capture: true });
    };
  }, [anchor]);
  return (
    <>
      {cloneElement(children, {
        onPointerEnter: ({ currentTarget, pointerType }) => {
          if (pointerType !== 'touch') turn(currentTarget, SHOW_AFTER_MS);
        },
        onPointerLeave: () => turn(null, HIDE_AFTER_MS),
        onFocus: ({ currentTarget }) => turn(currentTarget, 0),
        onBlur: () => turn(null, 0),
        'aria-describedby': anchor ? id : undefined,
      })}
      {anchor && (
        <div
          ref={tip}
          id={id}
          role="tooltip"
          popover="manual"
          onPointerEnter={() => turn(anchor, 0)}
          onPointerLeave={() => turn(null, HIDE_AFTER_MS)}
          className="inset-auto m-0 max-w-80 rounded-md border border-line bg-surface px-3 py-2 text-left text-sm font-normal text-ink shadow-pop"
        >
          {content}
        </div>
      )}
    </>
  );
}

/** Above the control where there is room, else below; never beyond the edges of the screen. */
function place(tip: HTMLElement, at: DOMRect): void {
  const { width, height } = tip.getBoundingClientRect();
  const above = at.top - height - GAP_PX;
  const left = at.left + at.width / 2 - width / 2;
  tip.style.top = `${above >= EDGE_PX ? above : at.bottom + GAP_PX}px`;
  tip.style.left = `${Math.max(EDGE_PX, Math.min(left, innerWidth - width - EDGE_PX))}px`;
}
