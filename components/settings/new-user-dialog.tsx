'use client';

import { ObjectDialog } from '#components/settings/object-dialog';
import { RoleFields } from '#components/settings/role-fields';
import { useObjectForm } from '#components/settings/use-object-form';
import { TextField } from '#components/ui/text-field';
import { showToast } from '#components/ui/use-toast';
import { createUser } from '#lib/settings/client';
import type { UserObject, UserWithPassword } from '#lib/settings/user-contract';

interface NewUserDialogProps {
  domain: string;
  onAdded: (answer: UserWithPassword) => void;
  onClose: () => void;
}

interface Values {
  email: string;
  name: string;
  providerNumber: string;
  roles: UserObject['roles'];
}

const EMPTY: Values = { email: '', name: '', providerNumber: '', roles: ['clinician'] };

/** Adds a person to the organization. */
export function NewUserDialog({ domain, onAdded, onClose }: NewUserDialogProps) {
  const form = useObjectForm({
    stored: null,
    toValues: () => EMPTY,
    save: async (values) => {
      const { providerNumber, ...rest } = values;
      const answer = await createUser(domain, {
        ...rest,
        ...(providerNumber.trim() === '' ? {} : { providerNumber }),
      });
      if (answer.temporaryPassword === null) {
        showToast({
          tone: 'done',
          title: `${answer.user.name} was added`,
          text: 'They had an account in another organization. It keeps its name and password.',
        });
      }
      onAdded(answer);
      return null;
    },
  });
  const { values, set, problemAt } = form;
  return (
    <ObjectDialog
      title="Add a person"
      description="A new account gets a temporary password, which you see once. Somebody who has an account already joins with it."
      form={form}
      labels={{}}
      save="Add"
      saving="Adding…"
      needsChange={false}
      onClose={onClose}
    >
      <TextField
        label="E-mail"
        required
        type="email"
        autoComplete="off"
        hint="What they sign in with. Nothing is sent there."
        value={values.email}
        error={problemAt('/email')}
        onChange={(event) => set({ email: event.target.value })}
      />
      <TextField
        label="Name"
        required
        autoComplete="off"
        hint="As it stands on reports, with the title."
        value={values.name}
        error={problemAt('/name')}
        onChange={(event) => set({ name: event.target.value })}
      />
      <TextField
        label="Provider number"
        autoComplete="off"
        hint="Of a clinician; goes with each report."
        value={values.providerNumber}
        error={problemAt('/providerNumber')}
        onChange={(event) => set({ providerNumber: event.target.value })}
      />
      <RoleFields roles={values.roles} error={problemAt('/roles')} onChange={(roles) => set({ roles })} />
    </ObjectDialog>
  );
}
