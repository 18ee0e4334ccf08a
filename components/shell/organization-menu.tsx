'use client';

import { Building2, ChevronDown } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import { useShell } from '#components/shell/shell-state';
import { Button } from '#components/ui/button';
import { Menu } from '#components/ui/menu';
import { MenuChoices } from '#components/ui/menu-choices';

/** Which organization the lists are of. */
export function OrganizationMenu() {
  const router = useRouter();
  const { viewer, organization, setOrganization } = useShell();
  const current = useSearchParams().get('organization') ?? organization ?? '';
  const chosen = viewer.organizations.find(({ name }) => name === current);
  const choose = (name: string) => {
    setOrganization(name);
    router.push(`/submissions?organization=${encodeURIComponent(name)}`);
  };
  return (
    <Menu
      trigger={
        <Button look="bare" className="min-w-0" aria-label={`Organization: ${chosen?.description ?? current}`}>
          <Building2 aria-hidden className="size-4 shrink-0" />
          <span className="truncate max-md:hidden">{chosen?.description ?? current}</span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0" />
        </Button>
      }
    >
      <MenuChoices
        label="Organization"
        value={current}
        choices={viewer.organizations.map(({ name, description }) => ({
          value: name,
          label: description,
          detail: name,
        }))}
        onChoose={choose}
      />
    </Menu>
  );
}
