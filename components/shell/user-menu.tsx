'use client';

import { ChevronDown, CircleUser, Keyboard, LogOut, Monitor, Moon, Sun } from 'lucide-react';
import * as DropdownMenu from 'radix-ui/dropdown-menu';
import { useState } from 'react';
import { THEMES, toTheme, writePreference, type Theme } from '#components/session/preferences';
import { useShell } from '#components/shell/shell-state';
import { Button } from '#components/ui/button';
import { Menu } from '#components/ui/menu';
import { MenuChoices } from '#components/ui/menu-choices';
import { MenuItem } from '#components/ui/menu-item';
import { MenuSwitch } from '#components/ui/menu-switch';
import { endSession } from '#lib/api-client';

const THEME = {
  system: { label: 'As the device', icon: Monitor },
  light: { label: 'Light', icon: Sun },
  dark: { label: 'Dark', icon: Moon },
};

/** Who is signed in, in which role; how the portal looks and listens; the way out. */
export function UserMenu() {
  const { viewer, organization, keys, setKeys } = useShell();
  const [theme, setTheme] = useState<Theme | null>(null);
  const [problem, setProblem] = useState(false);
  const roles = viewer.organizations.find(({ name }) => name === organization)?.roles ?? [];
  const current =
    theme ?? (typeof document === 'undefined' ? 'system' : toTheme(document.documentElement.dataset.theme));
  const chooseTheme = (chosen: Theme) => {
    document.documentElement.dataset.theme = chosen;
    writePreference('theme', chosen);
    setTheme(chosen);
  };
  const signOut = () => {
    endSession().then(
      () => location.assign('/sign-in?out=1'),
      () => setProblem(true),
    );
  };
  return (
    <Menu
      trigger={
        <Button look="bare" aria-label={`Account of ${viewer.name}`} className="min-w-0">
          <CircleUser aria-hidden className="size-4 shrink-0" />
          <span className="max-w-40 truncate max-lg:hidden">{viewer.name}</span>
          <ChevronDown aria-hidden className="size-3.5 shrink-0" />
        </Button>
      }
    >
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
        value={current}
        choices={THEMES.map((value) => ({ value, ...THEME[value] }))}
        onChoose={chooseTheme}
      />
      <DropdownMenu.Separator className="my-1 h-px bg-line" />
      <MenuSwitch icon={Keyboard} on={keys} onChange={setKeys}>
        Single-key shortcuts
      </MenuSwitch>
      <DropdownMenu.Separator className="my-1 h-px bg-line" />
      <MenuItem icon={LogOut} onSelect={signOut}>
        Sign out
      </MenuItem>
      {problem && (
        <p role="alert" className="px-2.5 py-1.5 text-sm text-bad">
          Signing out failed. Try again.
        </p>
      )}
    </Menu>
  );
}
