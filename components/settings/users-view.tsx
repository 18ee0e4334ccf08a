'use client';

import { useQuery, useQueryClient } from '@tanstack/react-query';
import { UserPlus } from 'lucide-react';
import dynamic from 'next/dynamic';
import { useState } from 'react';
import { SettingsHeading } from '#components/settings/settings-heading';
import { SettingsSkeleton } from '#components/settings/settings-skeleton';
import { UserTable } from '#components/settings/user-table';
import { Button } from '#components/ui/button';
import { Failure } from '#components/ui/failure';
import { settingsKeys } from '#lib/query-keys';
import { listUsers } from '#lib/settings/client';
import type { UserObject, UserWithPassword } from '#lib/settings/user-contract';

const NewUserDialog = dynamic(async () => (await import('#components/settings/new-user-dialog')).NewUserDialog);
const UserDialog = dynamic(async () => (await import('#components/settings/user-dialog')).UserDialog);
const SecretDialog = dynamic(async () => (await import('#components/settings/secret-dialog')).SecretDialog);

/** The people of an organization: who may do what, and whether their accounts work. */
export function UsersView({ domain }: { domain: string }) {
  const queryClient = useQueryClient();
  const users = useQuery({
    queryKey: settingsKeys.users(domain),
    queryFn: ({ signal }) => listUsers(domain, signal),
  });
  const [isAdding, setAdding] = useState(false);
  const [edited, setEdited] = useState<UserObject | null>(null);
  const [told, setTold] = useState<UserWithPassword | null>(null);
  const refresh = () => void queryClient.invalidateQueries({ queryKey: settingsKeys.users(domain) });
  const tell = (answer: UserWithPassword) => {
    setAdding(false);
    setEdited(null);
    refresh();
    setTold(answer.temporaryPassword === null ? null : answer);
  };
  return (
    <>
      <SettingsHeading
        title="Users"
        action={
          <Button look="main" onClick={() => setAdding(true)}>
            <UserPlus aria-hidden className="size-4" />
            Add a person
          </Button>
        }
      >
        Clinicians write and sign reports. Administrators read history and change these settings. A person can be both.
      </SettingsHeading>
      <div className="mt-4">
        {users.data === undefined &&
          (users.isError ? <Failure error={users.error} retry={() => void users.refetch()} /> : <SettingsSkeleton />)}
        {users.data && <UserTable users={users.data} onEdit={setEdited} />}
      </div>
      {isAdding && <NewUserDialog domain={domain} onAdded={tell} onClose={() => setAdding(false)} />}
      {edited && (
        <UserDialog
          key={edited.userId}
          domain={domain}
          user={edited}
          onSaved={refresh}
          onPassword={tell}
          onClose={() => setEdited(null)}
        />
      )}
      {told?.temporaryPassword && (
        <SecretDialog
          title={`Temporary password of ${told.user.name}`}
          description={`Hand it to ${told.user.name} yourself: it is shown this once and sent nowhere. It signs in with ${told.user.email} for seven days, until they choose their own under Profile.`}
          secret={told.temporaryPassword}
          copy="Copy the password"
          onClose={() => setTold(null)}
        />
      )}
    </>
  );
}
