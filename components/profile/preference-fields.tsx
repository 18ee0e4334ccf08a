'use client';

import { useState, useSyncExternalStore } from 'react';
import { type Theme, THEMES, toTheme, writePreference } from '#components/session/preferences';
import { useShell } from '#components/shell/shell-state';
import { useZone } from '#components/time/zone';
import { ChoiceField } from '#components/ui/choice-field';
import { Switch } from '#components/ui/switch';

const THEME_WORDS: Record<Theme, string> = {
  system: 'As the device',
  light: 'Light',
  dark: 'Dark',
  contrast: 'High contrast',
};

const never = () => () => undefined;
const themeNow = (): Theme => toTheme(document.documentElement.dataset.theme);

/** How the portal looks and listens on this device; each choice counts at once. */
export function PreferenceFields() {
  const { keys, setKeys } = useShell();
  const zone = useZone();
  const atStart = useSyncExternalStore(never, themeNow, () => 'system' as const);
  const [chosen, setChosen] = useState<Theme | null>(null);
  const choose = (theme: Theme) => {
    setChosen(theme);
    document.documentElement.dataset.theme = theme;
    writePreference('theme', theme);
  };
  return (
    <>
      <ChoiceField
        label="Appearance"
        value={chosen ?? atStart}
        choices={THEMES.map((value) => ({ value, label: THEME_WORDS[value] }))}
        onChoose={choose}
      />
      <Switch
        label="Single-key shortcuts"
        hint="Such as j, k and /. Off for who speaks to the computer."
        on={keys}
        onChange={setKeys}
      />
      <p className="text-soft" suppressHydrationWarning>
        Times are shown in this device’s time zone: <span className="text-ink">{zone}</span>
      </p>
    </>
  );
}
