'use client';

import { Check, type LucideIcon } from 'lucide-react';
import * as DropdownMenu from 'radix-ui/dropdown-menu';
import { MENU_ITEM } from '#components/ui/menu-item';

interface Choice<Value extends string> {
  value: Value;
  label: string;
  detail?: string;
  icon?: LucideIcon;
}

interface MenuChoicesProps<Value extends string> {
  label: string;
  value: Value;
  choices: readonly Choice<Value>[];
  onChoose: (value: Value) => void;
}

/** One of several, inside a menu. */
export function MenuChoices<Value extends string>({ label, value, choices, onChoose }: MenuChoicesProps<Value>) {
  const choose = (chosen: string) => {
    const choice = choices.find((candidate) => candidate.value === chosen);
    if (choice) onChoose(choice.value);
  };
  return (
    <DropdownMenu.RadioGroup value={value} onValueChange={choose} aria-label={label}>
      <DropdownMenu.Label className="px-2.5 pt-2 pb-1 text-xs font-medium text-faint">{label}</DropdownMenu.Label>
      {choices.map(({ value: own, label: text, detail, icon: Icon }) => (
        <DropdownMenu.RadioItem key={own} value={own} className={MENU_ITEM}>
          {Icon && <Icon aria-hidden className="size-4 text-soft" />}
          <span className="flex-1">
            {text}
            {detail && <span className="block text-sm text-soft">{detail}</span>}
          </span>
          <DropdownMenu.ItemIndicator>
            <Check aria-hidden className="size-4 text-accent" />
          </DropdownMenu.ItemIndicator>
        </DropdownMenu.RadioItem>
      ))}
    </DropdownMenu.RadioGroup>
  );
}
