'use client';

import { LoaderCircle, LockKeyhole, TriangleAlert } from 'lucide-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { SIGN_IN_PROBLEMS } from '#components/session/sign-in-form';
import { Button } from '#components/ui/button';
import { TextField } from '#components/ui/text-field';
import { signIn, type SignInOutcome } from '#lib/identity/client';

interface SignInAgainProps {
  /** Whose page it is: nobody else can go on with it. */
  email: string;
  onSignedIn: () => void;
}

/** Covers a page whose session is over, and which holds words that are not saved: signing in goes on with them. */
export function SignInAgain({ email, onSignedIn }: SignInAgainProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const password = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    const element = dialog.current;
    element?.showModal();
    password.current?.focus();
    return () => {
      dialog.current = null;
      element?.close();
    };
  }, []);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const entered = password.current?.value ?? '';
    const outcome = await signIn(email, entered).catch((): SignInOutcome => 'failed');
    setBusy(false);
    if (outcome === 'signed-in') return onSignedIn();
    setProblem(SIGN_IN_PROBLEMS[outcome]);
    password.current?.select();
  };
  return (
    <dialog
      ref={dialog}
      role="alertdialog"
      aria-labelledby="sign-in-again-title"
      aria-describedby="sign-in-again-text"
      onCancel={(event) => event.preventDefault()}
      // Browsers close by themselves when Escape is pressed twice.
      onClose={() => dialog.current?.showModal()}
      className="m-auto w-full max-w-sm rounded-lg border border-line bg-surface p-6 text-ink shadow-pop"
    >
      <LockKeyhole aria-hidden className="mb-3 size-6 text-accent" strokeWidth={1.75} />
      <h2 id="sign-in-again-title" className="text-lg font-semibold">
        Your session has ended
      </h2>
      <p id="sign-in-again-text" className="mt-1.5 text-soft">
        What you wrote is still here, behind this notice. Sign in to save it and go on where you were.
      </p>
      <form method="post" onSubmit={(event) => void submit(event)} className="mt-4 space-y-3">
        <TextField label="E-mail" type="email" autoComplete="username" value={email} readOnly />
        <TextField
          ref={password}
          label="Password"
          type="password"
          autoComplete="current-password"
          required
          maxLength={1024}
        />
        <p role="alert" className="flex items-start gap-2 text-bad empty:hidden">
          {problem !== null && (
            <>
              <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
              {problem}
            </>
          )}
        </p>
        <Button type="submit" look="main" disabled={busy} className="w-full">
          {busy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
          {busy ? 'Signing in…' : 'Sign in'}
        </Button>
      </form>
      <p className="mt-4 text-sm text-soft">
        No password of your own here?{' '}
        <a href="/sign-in" target="_blank" rel="noreferrer" className="text-accent underline underline-offset-2">
          Sign in in a new tab
        </a>
        , then{' '}
        <button type="button" className="text-accent underline underline-offset-2" onClick={() => location.reload()}>
          load this page again
        </button>
        : what the server does not have is kept on this device, encrypted, and offered to you.
      </p>
    </dialog>
  );
}
