'use client';

import { Square, SquareCheck } from 'lucide-react';
import * as DropdownMenu from 'radix-ui/dropdown-menu';
import type { MenuPanelState } from '#components/ui/menu';
import { MENU_ITEM } from '#components/ui/menu-item';
import { MenuPanel } from '#components/ui/menu-panel';

interface FilterMenuItemsProps {
  panel: MenuPanelState;
  chosen: readonly string[];
  choices: readonly { value: string; count: number }[];
  onChange: (chosen: string[]) => void;
}

/** Any number of values; the menu stays open until all are chosen. What is chosen stays although nothing has it now. */
export function FilterMenuItems({ panel, chosen, choices, onChange }: FilterMenuItemsProps) {
  const gone = chosen.filter((value) => !choices.some((choice) => choice.value === value));
  const all = [...choices, ...gone.map((value) => ({ value, count: 0 }))];
  return (
    <MenuPanel {...panel}>
      {all.length === 0 && <p className="px-2.5 py-1.5 text-soft">Nothing to choose from</p>}
      {all.map(({ value, count }) => {
        const isOn = chosen.includes(value);
        const Icon = isOn ? SquareCheck : Square;
        return (
          <DropdownMenu.CheckboxItem
            key={value}
            className={MENU_ITEM}
            checked={isOn}
            onCheckedChange={() => onChange(isOn ? chosen.filter((other) => other !== value) : [...chosen, value])}
            onSelect={(event) => event.preventDefault()}
          >
            <Icon aria-hidden className={`size-4 ${isOn ? 'text-accent' : 'text-soft'}`} />
            <span className="max-w-72 flex-1 truncate">{value}</span>
            <span className="text-sm text-soft">{count}</span>
          </DropdownMenu.CheckboxItem>
        );
      })}
    </MenuPanel>
  );
}
