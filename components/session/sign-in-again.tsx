'use client';

import { LoaderCircle } from 'lucide-react';
import { useEffect, useRef, useState, type FormEvent } from 'react';
import { PasswordForm } from '#components/profile/password-form';
import { SIGN_IN_PROBLEMS } from '#components/session/sign-in-form';
import { Button } from '#components/ui/button';
import { TextField } from '#components/ui/text-field';
import { ProblemLine } from '#components/ui/problem-line';
import { readSignedIn, signIn, type SignInOutcome } from '#lib/identity/client';

interface SignInAgainProps {
  /** Whose page it is: nobody else can go on with it. */
  email: string;
  /** What the button says. */
  label: string;
  /** Who has to be signed out first by whoever has no password here; null when nobody is signed in. */
  other: string | null;
  onSignedIn: () => void;
}

/** Signs the page's own reader in over the page, with their password or in another tab. */
export function SignInAgain({ email, label, other, onSignedIn }: SignInAgainProps) {
  const password = useRef<HTMLInputElement>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [isTemporary, setTemporary] = useState(false);
  useEffect(() => password.current?.focus(), []);
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    setBusy(true);
    setProblem(null);
    const entered = password.current?.value ?? '';
    const outcome = await signIn(email, entered).catch((): SignInOutcome => 'failed');
    const mustChange = outcome === 'signed-in' && (await readSignedIn().catch(() => null))?.mustChangePassword;
    setBusy(false);
    if (mustChange) return setTemporary(true);
    if (outcome === 'signed-in') return onSignedIn();
    setProblem(SIGN_IN_PROBLEMS[outcome]);
    password.current?.select();
  };
  if (isTemporary) {
    return (
      <>
        <p role="status" className="my-4 text-pretty">
          Your password is a temporary one. Choose your own to go on; what you wrote waits.
        </p>
        <PasswordForm
          email={email}
          current="Temporary password"
          save="Change it and go on"
          autoFocus
          onChanged={onSignedIn}
          onSignedOut={() => setTemporary(false)}
        />
      </>
    );
  }
  return (
    <>
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
        <ProblemLine problem={problem} />
        <Button type="submit" look="main" disabled={busy} className="w-full">
          {busy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
          {busy ? 'Signing in…' : label}
        </Button>
      </form>
      <p className="mt-4 text-sm text-soft">
        No password of your own here?{' '}
        {other === null ? (
          <>
            <a href="/sign-in" target="_blank" rel="noreferrer" className="text-accent underline underline-offset-2">
              Sign in in a new tab
            </a>
            , then come back to this one.
          </>
        ) : (
          `Sign ${other} out in another tab and yourself in, then come back to this one.`
        )}
      </p>
    </>
  );
}
