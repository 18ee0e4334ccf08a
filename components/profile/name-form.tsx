'use client';

import { Check } from 'lucide-react';
import { Refusal } from '#components/settings/form-footer';
import { useObjectForm } from '#components/settings/use-object-form';
import { useUnsavedGuard } from '#components/settings/use-unsaved-guard';
import { Button } from '#components/ui/button';
import { TextField } from '#components/ui/text-field';
import { updateProfile } from '#lib/identity/client';
import type { Profile } from '#lib/identity/profile-contract';

interface NameFormProps {
  profile: Profile;
  onSaved: (profile: Profile) => void;
}

/** One's own name and e-mail address. */
export function NameForm({ profile, onSaved }: NameFormProps) {
  const form = useObjectForm({
    stored: profile,
    toValues: ({ name, email }) => ({ name, email, currentPassword: '' }),
    save: async ({ name, email, currentPassword }) => {
      const now = await updateProfile({ name, email, ...(currentPassword === '' ? {} : { currentPassword }) });
      onSaved(now);
      return now;
    },
  });
  const guard = useUnsavedGuard(form.isChanged);
  const { values, set, problemAt } = form;
  return (
    <form
      noValidate
      aria-label="You"
      className="grid gap-4"
      onSubmit={(event) => {
        event.preventDefault();
        void form.submit();
      }}
    >
      <TextField
        label="Name"
        required
        autoComplete="name"
        hint="As it stands on the reports that you sign from now on."
        value={values.name}
        error={problemAt('/name')}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextField
        label="E-mail"
        required
        type="email"
        autoComplete="username"
        hint="What you sign in with."
        value={values.email}
        error={problemAt('/email')}
        onChange={(event) => set({ email: event.target.value })}
      />
      {values.email !== profile.email && (
        <TextField
          label="Current password"
          required
          type="password"
          autoComplete="current-password"
          hint="Needed to change the address."
          value={values.currentPassword}
          error={problemAt('/currentPassword')}
          onChange={(event) => set({ currentPassword: event.target.value })}
        />
      )}
      {profile.providerNumber && (
        <p className="text-sm text-soft">
          Provider number <span className="text-ink">{profile.providerNumber}</span>; an administrator changes it.
        </p>
      )}
      <div className="flex flex-wrap items-center gap-3">
        <Button type="submit" look="main" off={form.isSaving || !form.isChanged}>
          {form.isSaving ? 'Saving…' : 'Save'}
        </Button>
        <p role="status" className="text-soft">
          {form.isSaved && !form.isChanged && (
            <span className="flex items-center gap-1.5">
              <Check aria-hidden className="size-4 text-good" />
              Saved
            </span>
          )}
        </p>
        <Refusal form={form} />
      </div>
      {guard.question}
    </form>
  );
}
