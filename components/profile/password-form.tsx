'use client';

import { Check, LoaderCircle } from 'lucide-react';
import { useState } from 'react';
import { Refusal } from '#components/settings/form-footer';
import { useObjectForm } from '#components/settings/use-object-form';
import { useUnsavedGuard } from '#components/settings/use-unsaved-guard';
import { Button } from '#components/ui/button';
import { Checkbox } from '#components/ui/checkbox';
import { TextField } from '#components/ui/text-field';
import { ApiError } from '#lib/api-client';
import { changePassword } from '#lib/identity/client';
import type { Profile } from '#lib/identity/profile-contract';

interface PasswordFormProps {
  /** Whose it is: password managers ask. */
  email: string;
  /** What the password until now is called. */
  current?: string;
  save?: string;
  /** Where there is nothing else to begin with. */
  autoFocus?: boolean;
  /** Whether leaving with words in it is asked about: where it covers a page, that page asks. */
  isGuarded?: boolean;
  onChanged: (profile: Profile) => void;
  /** Where nothing else notices that the session is over. */
  onSignedOut?: () => void;
}

const EMPTY = { currentPassword: '', newPassword: '' };

/** Changes one's own password. */
export function PasswordForm(props: PasswordFormProps) {
  const { autoFocus = false, isGuarded = false } = props;
  const { email, current = 'Your password now', save = 'Change the password', onChanged, onSignedOut } = props;
  const [isShown, setShown] = useState(false);
  const form = useObjectForm({
    stored: null,
    toValues: () => EMPTY,
    save: async (values) => {
      const profile = await changePassword(values).catch((error: unknown) => {
        if (error instanceof ApiError && error.failure === 'signed-out') onSignedOut?.();
        throw error;
      });
      onChanged(profile);
      return null;
    },
  });
  // What is on its way is not lost; its answer may lead to another page.
  const guard = useUnsavedGuard(isGuarded && form.isChanged && !form.isSaving);
  const { values, set, problemAt } = form;
  const type = isShown ? 'text' : 'password';
  return (
    <form
      noValidate
      method="post"
      aria-label="Password"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <TextField
        label={current}
        required
        type={type}
        autoFocus={autoFocus}
        autoComplete="current-password"
        value={values.currentPassword}
        error={problemAt('/currentPassword')}
        onChange={(event) => set({ currentPassword: event.target.value })}
      />
      <TextField
        label="New password"
        required
        type={type}
        autoComplete="new-password"
        hint="At least 12 characters. A sentence is easy to type and hard to guess."
        value={values.newPassword}
        error={problemAt('/newPassword')}
        onChange={(event) => set({ newPassword: event.target.value })}
      />
      <Checkbox label="Show them" checked={isShown} onChange={(event) => setShown(event.target.checked)} />
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="main" off={form.isSaving || !form.isChanged}>
          {form.isSaving && <LoaderCircle aria-hidden className="size-4 animate-spin" />}
          {form.isSaving ? 'Changing…' : save}
        </Button>
        <p role="status" className="text-soft">
          {form.isSaved && !form.isChanged && (
            <span className="flex items-center gap-1.5">
              <Check aria-hidden className="size-4 text-good" />
              Changed. Your other sessions have ended.
            </span>
          )}
        </p>
        <Refusal form={form} />
      </div>
      {guard.question}
    </form>
  );
}
