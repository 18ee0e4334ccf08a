'use client';

import { KeyRound, LoaderCircle, TriangleAlert } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button';
import { beginSignIn } from '#lib/identity/client';

/** Single sign-on, where it is configured. `next` is a path that the server has checked. */
export function ProviderSignIn({ name, next }: { name: string; next: string }) {
  const [state, setState] = useState<'ready' | 'busy' | 'away'>('ready');
  const begin = async () => {
    setState('busy');
    const address = await beginSignIn(next).catch(() => null);
    if (address === null) setState('away');
    else location.assign(address);
  };
  return (
    <div className="mt-6">
      <p className="flex items-center gap-3 text-sm text-soft before:h-px before:flex-1 before:bg-line after:h-px after:flex-1 after:bg-line">
        or
      </p>
      <Button disabled={state === 'busy'} onClick={() => void begin()} className="mt-4 h-10 w-full">
        {state === 'busy' ? (
          <LoaderCircle aria-hidden className="size-4 animate-spin" />
        ) : (
          <KeyRound aria-hidden className="size-4 shrink-0" />
        )}
        <span className="truncate">Sign in with {name}</span>
      </Button>
      <p role="alert" className="mt-3 flex items-start gap-2 text-bad empty:hidden">
        {state === 'away' && (
          <>
            <TriangleAlert aria-hidden className="mt-0.5 size-4 shrink-0" />
            {name} cannot be reached now. Try again in a moment, or use e-mail and password.
          </>
        )}
      </p>
    </div>
  );
}
