'use client';

import { usePathname, useRouter } from 'next/navigation';
import { leavePage } from '#components/shell/leave-page';
import { useShell } from '#components/shell/shell-state';
import type { MenuPanelState } from '#components/ui/menu';
import { MenuChoices } from '#components/ui/menu-choices';
import { MenuPanel } from '#components/ui/menu-panel';

/** Pages that are of one organization, which another one has, too. */
const SECTION = /^\/(settings\/[a-z-]+|upload|unmatched)(?=\/|$)/;

/** The organizations to choose from; choosing one shows its submissions, or of it what the reader is looking at. */
export function OrganizationMenuItems({ panel, current }: { panel: MenuPanelState; current: string }) {
  const router = useRouter();
  const section = SECTION.exec(usePathname())?.[0];
  const { viewer, setOrganization } = useShell();
  const choose = (name: string) =>
    leavePage(() => {
      setOrganization(name);
      router.push(`${section ?? '/submissions'}?organization=${encodeURIComponent(name)}`);
    });
  return (
    <MenuPanel {...panel}>
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
    </MenuPanel>
  );
}
