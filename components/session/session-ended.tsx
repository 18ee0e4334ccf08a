'use client';

import { LockKeyhole } from 'lucide-react';
import { useEffect, useRef } from 'react';
import { BUTTON_LOOK, BUTTON_SHAPE } from '#components/ui/button';

/** Covers a page whose session is over; signing in leads back to it. */
export function SessionEnded() {
  const dialog = useRef<HTMLDialogElement>(null);
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
    link.current?.focus();
  }, []);
  const goSignIn = () => {
    const here = `${location.pathname}${location.search}`;
    location.assign(`/sign-in?next=${encodeURIComponent(here)}`);
  };
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      aria-labelledby="session-ended-title"
      aria-describedby="session-ended-text"
      onCancel={(event) => event.preventDefault()}
      className="m-auto w-full max-w-sm rounded-lg border border-line bg-surface p-6 text-ink shadow-pop"
    >
      <LockKeyhole aria-hidden className="mb-3 size-6 text-accent" strokeWidth={1.75} />
      <h2 id="session-ended-title" className="text-lg font-semibold">
        Your session has ended
      </h2>
      <p id="session-ended-text" className="mt-1.5 text-soft">
        Nobody used it for a while, it reached its longest time, or you signed out in another tab. Sign in to come back
        to this page.
      </p>
      <a
        ref={link}
        href="/sign-in"
        onClick={(event) => {
          event.preventDefault();
          goSignIn();
        }}
        className={`${BUTTON_SHAPE} ${BUTTON_LOOK.main} mt-5 w-full`}
      >
        Sign in again
      </a>
    </dialog>
  );
}
