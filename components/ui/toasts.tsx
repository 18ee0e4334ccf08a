'use client';

import { CircleCheck, Info, OctagonAlert, X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { Button } from '#components/ui/button';
import { dismissToast, useToasts, type Toast } from '#components/ui/use-toast';

const SHOWN_MS = 6000;

const TONE = {
  done: { icon: CircleCheck, colour: 'text-good', word: 'Done' },
  note: { icon: Info, colour: 'text-wait', word: 'Note' },
  problem: { icon: OctagonAlert, colour: 'text-bad', word: 'Problem' },
};

/**
 * Where toasts come up, on every page: read out politely, reached with Alt+T from anywhere or as the last stop of Tab.
 * While somebody points at them or has the focus there, none leaves.
 */
export function Toasts() {
  const toasts = useToasts();
  const region = useRef<HTMLElement>(null);
  const [held, setHeld] = useState(false);
  useEffect(() => {
    const reach = (event: KeyboardEvent) => {
      if (event.code !== 'KeyT' || !event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
      const newest = [...(region.current?.querySelectorAll<HTMLElement>('button') ?? [])].at(-1);
      if (!newest) return;
      event.preventDefault();
      newest.focus();
    };
    addEventListener('keydown', reach);
    return () => removeEventListener('keydown', reach);
  }, []);
  return (
    <section
      ref={region}
      aria-label="Messages, Alt+T"
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
      className="pointer-events-none fixed right-0 bottom-0 z-40 max-h-[70dvh] w-full overflow-y-auto p-3 sm:w-96 sm:p-4 print:hidden"
    >
      <ol aria-live="polite" aria-relevant="additions text" className="flex flex-col gap-2">
        {toasts.map((toast) => (
          <ToastCard key={toast.id} toast={toast} held={held} />
        ))}
      </ol>
    </section>
  );
}

function ToastCard({ toast: { id, tone, title, text, action }, held }: { toast: Toast; held: boolean }) {
  const { icon: Icon, colour, word } = TONE[tone];
  useEffect(() => {
    if (tone === 'problem' || held) return undefined;
    const gone = setTimeout(() => dismissToast(id), SHOWN_MS);
    return () => clearTimeout(gone);
  }, [id, tone, held]);
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
          <Button
            className="mt-2"
            onClick={() => {
              dismissToast(id);
              action.run();
            }}
          >
            {action.label}
          </Button>
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
