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

interface UsersProps {
  users: readonly UserObject[];
  onEdit: (user: UserObject) => void;
}

/** Everybody with a role, disabled accounts too: a table, or a list where that would be wider than the screen. */
export function UserTable({ users, onEdit }: UsersProps) {
  return (
    <>
      <div className="max-sm:hidden">
        <Table users={users} onEdit={onEdit} />
      </div>
      <ul aria-label="Users" className="divide-y divide-line rounded-lg border border-line bg-surface sm:hidden">
        {users.map((user) => (
          <li key={user.userId} className={`grid gap-2 p-4 ${user.disabledAt ? 'text-soft' : ''}`}>
            <div className="flex items-start gap-3">
              <Person user={user} />
              <ChangeButton user={user} onEdit={onEdit} />
            </div>
            <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-2">
              <div>
                <Roles user={user} />
              </div>
              <div>
                <AccountState user={user} />
              </div>
            </div>
            <p className="text-sm text-soft">
              Last sign-in: <LastSignIn user={user} />
            </p>
          </li>
        ))}
      </ul>
    </>
  );
}

function Table({ users, onEdit }: UsersProps) {
  return (
    <ScrollTable caption="Users" columns={['Person', 'Roles', 'Account', 'Last sign-in']}>
      {users.map((user) => (
        <tr key={user.userId} className={user.disabledAt ? 'text-soft' : ''}>
          <td className="max-w-96">
            <div className="flex flex-wrap items-start justify-between gap-x-4 gap-y-1.5">
              <Person user={user} />
              <ChangeButton user={user} onEdit={onEdit} />
            </div>
          </td>
          <td>
            <Roles user={user} />
          </td>
          <td>
            <AccountState user={user} />
          </td>
          <td>
            <LastSignIn user={user} />
          </td>
        </tr>
      ))}
    </ScrollTable>
  );
}

function ChangeButton({ user, onEdit }: { user: UserObject; onEdit: (user: UserObject) => void }) {
  return (
    <Button onClick={() => onEdit(user)} aria-label={`Change ${user.name}`}>
      Change
    </Button>
  );
}

function Roles({ user: { roles, providerNumber } }: { user: UserObject }) {
  return (
    <>
      {roles.map((role) => (
        <span key={role} className="block whitespace-nowrap">
          {ROLE_WORDS[role]}
        </span>
      ))}
      {providerNumber && <span className="block text-sm text-soft">{providerNumber}</span>}
    </>
  );
}

function LastSignIn({ user: { lastSignInAt } }: { user: UserObject }) {
  return lastSignInAt ? <Time at={lastSignInAt} /> : <span className="text-faint">none in 30 days</span>;
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
