'use client';

import { Ban, KeyRound, RotateCcw } from 'lucide-react';
import { useState } from 'react';
import { useAction } from '#components/settings/use-action';
import { AlertDialog } from '#components/ui/alert-dialog';
import { Button } from '#components/ui/button';
import { showToast } from '#components/ui/use-toast';
import { disableUser, enableUser, resetPassword } from '#lib/settings/client';
import type { UserObject, UserWithPassword } from '#lib/settings/user-contract';

interface AccountActionsProps {
  domain: string;
  user: UserObject;
  /** The form above is changed and not saved: what is done here closes it. */
  isChanged: boolean;
  onDone: () => void;
  onPassword: (answer: UserWithPassword) => void;
  onClose: () => void;
}

/** What is done to an account as a whole, each after a question that says what will happen. */
export function AccountActions({ domain, user, isChanged, onDone, onPassword, onClose }: AccountActionsProps) {
  const [asked, setAsked] = useState<'disable' | 'password' | null>(null);
  const action = useAction();
  const { userId, name } = user;
  const done = (title: string, text: string) => {
    onDone();
    showToast({ tone: 'done', title, text });
    onClose();
  };
  const confirm = () =>
    action.run(async () => {
      if (asked === 'password') return onPassword(await resetPassword(domain, userId));
      await disableUser(domain, userId);
      done(`${name} was disabled`, 'Their sessions have ended.');
    });
  const enable = () =>
    action.run(async () => {
      await enableUser(domain, userId);
      done(`${name} was enabled`, 'They sign in with the password they had.');
    });
  return (
    <section aria-label="Account" className="mt-5 border-t border-line pt-4">
      <h3 className="font-medium">Account</h3>
      <div className="mt-2 flex flex-wrap gap-2">
        <Button onClick={() => setAsked('password')} disabled={isChanged}>
          <KeyRound aria-hidden className="size-4" />
          Reset the password
        </Button>
        {user.disabledAt === null ? (
          <Button onClick={() => setAsked('disable')} disabled={isChanged || user.isSelf}>
            <Ban aria-hidden className="size-4" />
            Disable the account
          </Button>
        ) : (
          <Button onClick={enable} disabled={isChanged} off={action.isBusy}>
            <RotateCcw aria-hidden className="size-4" />
            Enable the account
          </Button>
        )}
      </div>
      {user.isSelf && <p className="mt-2 text-sm text-soft">Nobody disables their own account.</p>}
      {isChanged && <p className="mt-2 text-sm text-soft">Save or cancel the changes above first.</p>}
      <p role="alert" className="mt-2 text-sm text-bad empty:hidden">
        {asked === null ? action.problem : null}
      </p>
      {asked && (
        <AlertDialog
          title={asked === 'disable' ? `Disable ${name}?` : `Reset the password of ${name}?`}
          confirm={asked === 'disable' ? 'Disable the account' : 'Reset the password'}
          busy={action.isBusy}
          problem={action.problem}
          onConfirm={confirm}
          onCancel={() => setAsked(null)}
        >
          {asked === 'disable'
            ? 'They are signed out at once, everywhere, and cannot sign in until the account is enabled again. Unsaved words of theirs are lost; drafts and everything signed stay.'
            : 'The old password stops working and they are signed out at once, everywhere. You see a temporary password, which works for seven days.'}
        </AlertDialog>
      )}
    </section>
  );
}
