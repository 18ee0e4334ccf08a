'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { KeyRound } from 'lucide-react';
import { NameForm } from '#components/profile/name-form';
import { PasswordForm } from '#components/profile/password-form';
import { PreferenceFields } from '#components/profile/preference-fields';
import { SessionList } from '#components/profile/session-list';
import { FormSection } from '#components/settings/form-section';
import { SettingsSkeleton } from '#components/settings/settings-skeleton';
import { Time } from '#components/time/time';
import { Failure } from '#components/ui/failure';
import { getProfile } from '#lib/identity/client';
import type { Profile } from '#lib/identity/profile-contract';
import { settingsKeys } from '#lib/query-keys';

/** Who one is, what one signs in with, where one is signed in, and how the portal looks and listens. */
export function ProfileView() {
  const queryClient = useQueryClient();
  const answer = useQuery({
    queryKey: settingsKeys.profile,
    queryFn: ({ signal }) => getProfile(signal),
    refetchOnWindowFocus: false,
  });
  const take = (profile: Profile) => queryClient.setQueryData(settingsKeys.profile, profile);
  return (
    <div className="mx-auto max-w-5xl px-3 pt-5 pb-16 sm:px-5">
      <h1 className="text-xl font-semibold tracking-tight">Profile</h1>
      {answer.data === undefined &&
        (answer.isError ? (
          <Failure error={answer.error} retry={() => void answer.refetch()} />
        ) : (
          <div className="mt-4">
            <SettingsSkeleton />
          </div>
        ))}
      {answer.data && (
        <>
          {answer.data.temporaryPasswordUntil && (
            <p className="mt-4 flex items-start gap-2 rounded-lg border border-warn bg-surface p-4">
              <KeyRound aria-hidden className="mt-0.5 size-4 shrink-0 text-warn" />
              <span>
                Your password is a temporary one: it signs in until <Time at={answer.data.temporaryPasswordUntil} />.
                Choose your own below.
              </span>
            </p>
          )}
          <div className="mt-2">
            <FormSection title="You" text={<Roles profile={answer.data} />}>
              <NameForm profile={answer.data} onSaved={take} />
            </FormSection>
            {answer.data.hasPassword && (
              <FormSection title="Password" text="Changing it signs you out everywhere but here.">
                <PasswordForm email={answer.data.email} isGuarded onChanged={take} />
              </FormSection>
            )}
            <FormSection
              title="Where you are signed in"
              text="A session ends by itself when nobody uses it. End one that you do not know, and change the password."
            >
              <SessionList sessions={answer.data.sessions} onEnded={take} />
            </FormSection>
            <FormSection title="This device" text="Kept in this browser, not in your account.">
              <PreferenceFields />
            </FormSection>
          </div>
        </>
      )}
    </div>
  );
}

const ROLE_WORDS: Record<string, string> = {
  admin: 'administrator',
  clinician: 'clinician',
  'platform admin': 'platform administrator',
};

function Roles({ profile: { organizations } }: { profile: Profile }) {
  if (organizations.length === 0) return 'You belong to no organization yet.';
  return (
    <ul>
      {organizations.map(({ name, description, roles }) => (
        <li key={name} className="first-letter:uppercase">
          {roles.map((role) => ROLE_WORDS[role] ?? role).join(' and ')} of {description}
        </li>
      ))}
    </ul>
  );
}
