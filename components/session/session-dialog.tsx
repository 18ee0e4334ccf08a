'use client';

import { LockKeyhole } from 'lucide-react';
import { useEffect, useRef, type ReactNode } from 'react';

interface SessionDialogProps {
  title: string;
  /** What happened to the page behind, and what can be done. */
  text: string;
  children: ReactNode;
}

/** Covers the page until its reader is signed in again: there is no way round it. */
export function SessionDialog({ title, text, children }: SessionDialogProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    return () => {
      dialog.current = null;
      element?.close();
    };
  }, []);
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      aria-labelledby="session-title"
      aria-describedby="session-text"
      onCancel={(event) => event.preventDefault()}
      // Browsers close by themselves when Escape is pressed twice.
      onClose={() => dialog.current?.showModal()}
      className="m-auto w-[calc(100vw-2rem)] max-w-sm rounded-lg border border-line bg-surface p-6 text-ink shadow-pop"
    >
      <LockKeyhole aria-hidden className="mb-3 size-6 text-accent" strokeWidth={1.75} />
      <h2 id="session-title" className="text-lg font-semibold text-balance">
        {title}
      </h2>
      <p id="session-text" className="mt-1.5 text-soft text-pretty">
        {text}
      </p>
      {children}
    </dialog>
  );
}
