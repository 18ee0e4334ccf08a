import { Ban, CircleCheck, FileCog, KeyRound } from 'lucide-react';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';
import { ScrollTable } from '#components/ui/scroll-table';
import { Tip } from '#components/ui/tip';
import type { UserObject } from '#lib/settings/user-contract';

export const ROLE_WORDS: Record<UserObject['roles'][number], string> = {
  admin: 'Administrator',
  clinician: 'Clinician',
};

/** Everybody with a role, disabled accounts too. */
export function UserTable({ users, onEdit }: { users: readonly UserObject[]; onEdit: (user: UserObject) => void }) {
  return (
    <ScrollTable caption="Users" columns={['Person', 'Roles', 'Account', 'Last sign-in']}>
      {users.map((user) => (
        <tr key={user.userId} className={user.disabledAt ? 'text-soft' : ''}>
          <td className="max-w-96">
            <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
              <Person user={user} />
              <Button onClick={() => onEdit(user)} aria-label={`Change ${user.name}`}>
                Change
              </Button>
            </div>
          </td>
          <td>
            {user.roles.map((role) => (
              <span key={role} className="block whitespace-nowrap">
                {ROLE_WORDS[role]}
              </span>
            ))}
            {user.providerNumber && <span className="block text-sm text-soft">{user.providerNumber}</span>}
          </td>
          <td>
            <AccountState user={user} />
          </td>
          <td>
            {user.lastSignInAt ? <Time at={user.lastSignInAt} /> : <span className="text-faint">none in 30 days</span>}
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function Person({ user: { name, email, isSelf, file } }: { user: UserObject }) {
  return (
    <div className="min-w-32 flex-1">
      <span className="flex items-center gap-1.5 font-medium">
        <span className="min-w-0 break-words">{name}</span>
        {isSelf && <span className="font-normal text-soft">(you)</span>}
        {file && (
          <Tip content="The settings file names this person, too.">
            <button type="button" aria-label={`${name} is in the settings file`} className="text-faint">
              <FileCog aria-hidden className="size-4" />
            </button>
          </Tip>
        )}
      </span>
      <span className="block text-sm break-all text-soft">{email}</span>
    </div>
  );
}

function AccountState({ user }: { user: UserObject }) {
  const mark = 'flex items-center gap-1.5 whitespace-nowrap';
  if (user.disabledAt) {
    return (
      <span className={mark}>
        <Ban aria-hidden className="size-4 text-bad" />
        Disabled
      </span>
    );
  }
  return (
    <>
      <span className={mark}>
        <CircleCheck aria-hidden className="size-4 text-good" />
        {user.sessionCount === 0 ? 'Active' : 'Signed in'}
      </span>
      {user.temporaryPasswordUntil && (
        <span className="mt-0.5 flex items-start gap-1.5 text-sm text-soft">
          <KeyRound aria-hidden className="mt-0.5 size-3.5 shrink-0 text-warn" />
          <span>
            Temporary password until <Time at={user.temporaryPasswordUntil} />
          </span>
        </span>
      )}
    </>
  );
}
