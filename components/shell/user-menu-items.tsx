'use client';

import { Contrast, Keyboard, LogOut, Monitor, Moon, Sun, UserRound } from 'lucide-react';
import { useRouter, useSearchParams } from 'next/navigation';
import * as DropdownMenu from 'radix-ui/dropdown-menu';
import { useState } from 'react';
import { savedBeforeSignOut } from '#components/session/sign-out';
import { THEMES, toTheme, writePreference, type Theme } from '#components/session/preferences';
import { leavePage } from '#components/shell/leave-page';
import { useShell } from '#components/shell/shell-state';
import type { MenuPanelState } from '#components/ui/menu';
import { MenuChoices } from '#components/ui/menu-choices';
import { MenuItem } from '#components/ui/menu-item';
import { MenuPanel } from '#components/ui/menu-panel';
import { MenuSwitch } from '#components/ui/menu-switch';
import { endSession } from '#lib/identity/client';

const THEME = {
  system: { label: 'As the device', icon: Monitor },
  light: { label: 'Light', icon: Sun },
  dark: { label: 'Dark', icon: Moon },
  contrast: { label: 'High contrast', icon: Contrast },
};

function chooseTheme(theme: Theme): void {
  document.documentElement.dataset.theme = theme;
  writePreference('theme', theme);
}

/** Who is signed in, in which role; how the portal looks and listens; the way out. */
export function UserMenuItems({ panel }: { panel: MenuPanelState }) {
  const { viewer, organization: last, keys, setKeys } = useShell();
  const router = useRouter();
  const organization = useSearchParams().get('organization') ?? last;
  const [problem, setProblem] = useState(false);
  const roles = viewer.organizations.find(({ name }) => name === organization)?.roles ?? [];
  const signOut = async () => {
    await savedBeforeSignOut();
    const { leaveDevice } = await import('#components/drafting/leave-device');
    await leaveDevice(viewer.userId);
    location.assign(await endSession());
  };
  return (
    <MenuPanel {...panel}>
      <DropdownMenu.Label className="px-2.5 pt-2 pb-2.5">
        <span className="block font-semibold">{viewer.name}</span>
        <span className="block text-sm text-soft">{viewer.email}</span>
        <span className="mt-1 block text-sm text-soft first-letter:uppercase">
          {roles.length > 0 ? roles.join(' and ') : 'no role'}
          {organization && ` in ${organization}`}
        </span>
      </DropdownMenu.Label>
      <DropdownMenu.Separator className="my-1 h-px bg-line" />
      <MenuChoices
        label="Appearance"
        value={toTheme(document.documentElement.dataset.theme)}
        choices={THEMES.map((value) => ({ value, ...THEME[value] }))}
        onChoose={chooseTheme}
      />
      <DropdownMenu.Separator className="my-1 h-px bg-line" />
      <MenuSwitch icon={Keyboard} on={keys} onChange={setKeys}>
        Single-key shortcuts
      </MenuSwitch>
      <DropdownMenu.Separator className="my-1 h-px bg-line" />
      <MenuItem
        icon={UserRound}
        onSelect={() => {
          panel.onClose();
          leavePage(() => router.push('/profile'));
        }}
      >
        Profile
      </MenuItem>
      <MenuItem icon={LogOut} onSelect={() => leavePage(() => void signOut().catch(() => setProblem(true)))}>
        Sign out
      </MenuItem>
      {problem && (
        <p role="alert" className="px-2.5 py-1.5 text-sm text-bad">
          Signing out failed. Try again.
        </p>
      )}
    </MenuPanel>
  );
}
