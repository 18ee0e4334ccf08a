import { CheckList } from '#components/settings/check-list';
import type { UserObject } from '#lib/settings/user-contract';

type Role = UserObject['roles'][number];

interface RoleFieldsProps {
  roles: readonly Role[];
  error: string | null;
  onChange: (roles: Role[]) => void;
}

/** In the order in which the server tells them. */
const ROLES: readonly { value: Role; label: string; hint: string }[] = [
  {
    value: 'admin',
    label: 'Administrator',
    hint: 'Reads history, changes destinations, clients, users and these settings. Signs nothing.',
  },
  { value: 'clinician', label: 'Clinician', hint: 'Sees the worklist, writes and signs reports, reads history.' },
];

/** What somebody may do in this organization. */
export function RoleFields({ roles, error, onChange }: RoleFieldsProps) {
  return (
    <CheckList legend="Roles in this organization" entries={ROLES} chosen={roles} error={error} onChange={onChange} />
  );
}
