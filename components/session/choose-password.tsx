'use client';

import { LogOut } from 'lucide-react';
import { useLayoutEffect, useState } from 'react';
import { PasswordForm } from '#components/profile/password-form';
import { Time } from '#components/time/time';
import { ZoneProvider } from '#components/time/zone';
import { Button } from '#components/ui/button';
import { leavePage } from '#components/shell/leave-page';
import { belongTo } from '#lib/api-client';
import { endSession } from '#lib/identity/client';

interface ChoosePasswordProps {
  userId: string;
  email: string;
  /** Until when the temporary password signs in. */
  until: string | null;
  zone: string;
  /** Where to go on; a path that the server has checked. */
  next: string;
}

/** Replaces the temporary password that somebody signed in with; nothing else is open before. */
export function ChoosePassword({ userId, email, until, zone, next }: ChoosePasswordProps) {
  const [hasFailed, setFailed] = useState(false);
  useLayoutEffect(() => {
    if (!belongTo(userId)) location.reload();
  }, [userId]);
  const signOut = () => {
    endSession().then(
      (told) => location.assign(told),
      () => setFailed(true),
    );
  };
  return (
    <ZoneProvider zone={zone}>
      <p className="mt-1 mb-6 text-soft text-pretty">
        The one you signed in with is temporary: an administrator has seen it
        {until !== null && (
          <>
            , and it works until <Time at={until} /> only
          </>
        )}
        . Replace it, and you go on to the page you wanted.
      </p>
      <PasswordForm
        email={email}
        current="Temporary password"
        save="Change it and go on"
        autoFocus
        isGuarded
        onChanged={() => location.assign(next)}
        onSignedOut={() => location.assign(`/sign-in?next=${encodeURIComponent(next)}&ended=1`)}
      />
      <div className="mt-6 border-t border-line pt-4">
        <Button look="bare" className="-ml-3" onClick={() => leavePage(signOut)}>
          <LogOut aria-hidden className="size-4" />
          Sign out
        </Button>
        <p role="alert" className="text-sm text-bad empty:hidden">
          {hasFailed && 'Signing out failed. Try again.'}
        </p>
      </div>
    </ZoneProvider>
  );
}
