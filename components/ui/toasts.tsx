'use client';

import { CircleCheck, Info, OctagonAlert, X } from 'lucide-react';
import { useCallback, useEffect, useRef, useState } from 'react';
import { useSecondsLeft } from '#components/time/use-seconds-left';
import { Button } from '#components/ui/button';
import { KeyCap } from '#components/ui/key-cap';
import { dismissToast, runAction, useToasts, type Toast } from '#components/ui/use-toast';

const SHOWN_MS = 6000;

const TONE = {
  done: { icon: CircleCheck, colour: 'text-good', word: 'Done' },
  note: { icon: Info, colour: 'text-wait', word: 'Note' },
  problem: { icon: OctagonAlert, colour: 'text-bad', word: 'Problem' },
};

/**
 * Where toasts come up, on every page: read out politely, reached with Alt+T from anywhere or as the last stop of Tab.
 * While somebody points at them or has the focus there, none leaves. Whoever came with Alt+T is back where they were once
 * they have dealt with it.
 */
export function Toasts() {
  const toasts = useToasts();
  const region = useRef<HTMLElement>(null);
  const [held, setHeld] = useState(false);
  const cameFrom = useRef<Element | null>(null);
  useEffect(() => {
    const reach = (event: KeyboardEvent) => {
      if (event.code !== 'KeyT' || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const newest = [...(region.current?.querySelectorAll('li') ?? [])].at(-1)?.querySelector('button');
      if (!newest) return;
      event.preventDefault();
      if (!region.current?.contains(document.activeElement)) cameFrom.current = document.activeElement;
      newest.focus();
    };
    addEventListener('keydown', reach);
    return () => removeEventListener('keydown', reach);
  }, []);
  const giveBack = useCallback(() => {
    // Only if the toast that is gone had the focus.
    if (document.activeElement !== document.body || !(cameFrom.current instanceof HTMLElement)) return;
    cameFrom.current.focus({ preventScroll: true });
    cameFrom.current = null;
    setHeld(false);
  }, []);
  return (
    <section
      ref={region}
      aria-label="Messages, Alt+T"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={({ relatedTarget }) => {
        setHeld(false);
        if (relatedTarget !== null && !region.current?.contains(relatedTarget)) cameFrom.current = null;
      }}
      className="pointer-events-none fixed right-0 bottom-0 z-40 max-h-[70dvh] w-full overflow-y-auto p-3 sm:w-96 sm:p-4 print:hidden"
    >
      <ol aria-live="polite" aria-relevant="additions text" className="flex flex-col gap-2">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} held={held} onGone={giveBack} />
        ))}
      </ol>
    </section>
  );
}

function ToastCard({ toast, held, onGone }: { toast: Toast; held: boolean; onGone: () => void }) {
  const { id, tone, title, text, action, until } = toast;
  const { icon: Icon, colour, word } = TONE[tone];
  useEffect(() => {
    if (tone === 'problem' || held) return undefined;
    const shown = until === undefined ? SHOWN_MS : Math.max(0, Date.parse(until) - Date.now());
    const gone = setTimeout(() => dismissToast(id), shown);
    return () => clearTimeout(gone);
  }, [id, tone, held, until]);
  useEffect(() => onGone, [onGone]);
  return (
    <li className="pointer-events-auto flex items-start gap-2.5 rounded-lg border border-edge bg-surface py-2.5 pr-2 pl-3 shadow-pop">
      <Icon aria-hidden className={`mt-0.5 size-4 shrink-0 ${colour}`} />
      <div className="min-w-0 flex-1">
        <p className="font-medium break-words">
          <span className="sr-only">{word}: </span>
          {title}
        </p>
        {text && <p className="text-sm break-words text-soft">{text}</p>}
        {action && (
          <p className="mt-2 flex flex-wrap items-center gap-2">
            <Button onClick={() => runAction(toast)}>
              {action.label}
              {action.keys !== undefined && <KeyCap>{action.keys}</KeyCap>}
            </Button>
            {until !== undefined && <TimeLeft until={until} />}
          </p>
        )}
      </div>
      <button
        type="button"
        aria-label={`Dismiss: ${title}`}
        onClick={() => dismissToast(id)}
        className="flex size-7 shrink-0 items-center justify-center rounded-md text-soft hover:bg-raised hover:text-ink"
      >
        <X aria-hidden className="size-4" />
      </button>
    </li>
  );
}

/** Inside a live region, where each second would be read out. */
function TimeLeft({ until }: { until: string }) {
  return (
    <span role="timer" aria-live="off" className="text-sm text-soft">
      {useSecondsLeft(until)} s left
    </span>
  );
}
