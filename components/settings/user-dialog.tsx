'use client';

import { AccountActions } from '#components/settings/account-actions';
import { FileMark } from '#components/settings/file-mark';
import { ObjectDialog } from '#components/settings/object-dialog';
import { RoleFields } from '#components/settings/role-fields';
import { useObjectForm } from '#components/settings/use-object-form';
import { TextField } from '#components/ui/text-field';
import { showToast } from '#components/ui/use-toast';
import { listUsers, updateUser } from '#lib/settings/client';
import type { UserObject, UserWithPassword } from '#lib/settings/user-contract';

interface UserDialogProps {
  domain: string;
  user: UserObject;
  onSaved: () => void;
  onPassword: (answer: UserWithPassword) => void;
  onClose: () => void;
}

interface Values {
  name: string;
  providerNumber: string;
  roles: UserObject['roles'];
}

const LABELS = { name: 'Name', providerNumber: 'Provider number', roles: 'Roles' };

const toValues = ({ name, providerNumber, roles }: UserObject): Values => ({
  name,
  providerNumber: providerNumber ?? '',
  roles,
});

/** Changes what a person is called and may do, and whether the account works. */
export function UserDialog({ domain, user, onSaved, onPassword, onClose }: UserDialogProps) {
  const form = useObjectForm({
    stored: user,
    toValues,
    save: async ({ name, providerNumber, roles }, { userId, version }) => {
      const own = providerNumber.trim() === '' ? { name, roles } : { name, roles, providerNumber };
      const now = await updateUser(domain, { userId, version }, own);
      onSaved();
      showToast(
        roles.length === 0
          ? { tone: 'done', title: `${now.name} left this organization`, text: 'The account itself stays.' }
          : { tone: 'done', title: `${now.name} was changed`, text: 'It counts with their next request.' },
      );
      onClose();
      return now;
    },
    reload: async () => (await listUsers(domain)).find(({ userId }) => userId === user.userId) ?? user,
  });
  const { values, set, problemAt } = form;
  return (
    <ObjectDialog
      title={user.name}
      description={user.email}
      form={form}
      labels={LABELS}
      save={values.roles.length === 0 ? 'Remove from this organization' : 'Save'}
      saving="Saving…"
      needsChange
      after={
        user.mayManage && (
          <AccountActions
            domain={domain}
            user={user}
            isChanged={form.isChanged}
            onDone={onSaved}
            onPassword={onPassword}
            onClose={onClose}
          />
        )
      }
      onClose={onClose}
    >
      <FileMark file={user.file} />
      {!user.mayManage && (
        <p className="rounded-md border border-line bg-raised px-3 py-2 text-sm">
          This account is also used in organizations that you do not administer. You set its roles here; its name,
          password and state are for who administers all of them.
        </p>
      )}
      <TextField
        label="Name"
        hint="As it stands on reports from now on, with the title."
        required
        readOnly={!user.mayManage}
        autoComplete="off"
        value={values.name}
        error={problemAt('/name')}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextField
        label="Provider number"
        hint="Of a clinician; goes with each report."
        readOnly={!user.mayManage}
        autoComplete="off"
        value={values.providerNumber}
        error={problemAt('/providerNumber')}
        onChange={(event) => set({ providerNumber: event.target.value })}
      />
      <RoleFields roles={values.roles} error={problemAt('/roles')} onChange={(roles) => set({ roles })} />
      {values.roles.length === 0 && (
        <p className="text-sm text-soft">
          Without a role the person is removed from this organization. The account, and everything signed with it,
          stays.
        </p>
      )}
    </ObjectDialog>
  );
}
