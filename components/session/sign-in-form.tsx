'use client';

import { Eye, EyeOff, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useRef, useState, type FormEvent } from 'react';
import { Button } from '#components/ui/button';
import { signIn, type SignInOutcome } from '#lib/identity/client';

export const SIGN_IN_PROBLEMS: Record<Exclude<SignInOutcome, 'signed-in'>, string> = {
  refused: 'E-mail or password is wrong, or the account is disabled.',
  'too-many': 'Too many attempts. Wait a minute, then try again.',
  failed: 'The server could not be reached or failed. Try again in a moment.',
};

const FIELD =
  'h-10 w-full rounded-md border border-edge bg-canvas px-3 text-base text-ink placeholder:text-faint aria-invalid:border-bad';

/** E-mail and password. `next` is a path that the server has checked. */
export function SignInForm({ next }: { next: string }) {
  const [problem, setProblem] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const [shown, setShown] = useState(false);
  const password = useRef<HTMLInputElement>(null);

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const entered = new FormData(event.currentTarget);
    setBusy(true);
    setProblem(null);
    const outcome = await signIn(textOf(entered, 'email'), textOf(entered, 'password')).catch(
      (): SignInOutcome => 'failed',
    );
    if (outcome === 'signed-in') {
      // A whole new page: nothing of an earlier session stays in memory.
      location.assign(next);
      return;
    }
    setBusy(false);
    setProblem(SIGN_IN_PROBLEMS[outcome]);
    password.current?.select();
  };

  const Toggle = shown ? EyeOff : Eye;
  // method="post": should scripts not have loaded, the password must not end up in the address.
  return (
    <form method="post" onSubmit={(event) => void submit(event)} className="space-y-4">
      <div>
        <label htmlFor="email" className="mb-1 block font-medium">
          E-mail
        </label>
        <input
          id="email"
          name="email"
          type="email"
          autoComplete="username"
          autoFocus
          required
          maxLength={320}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : 'sign-in-problem'}
          className={FIELD}
        />
      </div>
      <div>
        <label htmlFor="password" className="mb-1 block font-medium">
          Password
        </label>
        <div className="relative">
          <input
            ref={password}
            id="password"
            name="password"
            type={shown ? 'text' : 'password'}
            autoComplete="current-password"
            required
            maxLength={1024}
            aria-invalid={problem !== null}
            aria-describedby={problem === null ? undefined : 'sign-in-problem'}
            className={`${FIELD} pr-11`}
          />
          <button
            type="button"
            aria-label="Show the password"
            aria-pressed={shown}
            onClick={() => setShown(!shown)}
            className="absolute inset-y-1 right-1 flex w-8 items-center justify-center rounded-md text-soft hover:bg-raised hover:text-ink"
          >
            <Toggle aria-hidden className="size-4" />
          </button>
        </div>
      </div>
      <p id="sign-in-problem" role="alert" className="flex items-start gap-2 text-bad empty:hidden">
        {problem !== null && (
          <>
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {problem}
          </>
        )}
      </p>
      <Button type="submit" look="main" disabled={busy} className="h-10 w-full">
        {busy && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
        {busy ? 'Signing in…' : 'Sign in'}
      </Button>
    </form>
  );
}

function textOf(form: FormData, name: string): string {
  const value = form.get(name);
  return typeof value === 'string' ? value : '';
}
