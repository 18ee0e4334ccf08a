'use client';

import { Check, type LucideIcon } from 'lucide-react';
import * as DropdownMenu from 'radix-ui/dropdown-menu';
import { MENU_ITEM } from '#components/ui/menu-item';

interface MenuSwitchProps {
  icon: LucideIcon;
  children: string;
  on: boolean;
  onChange: (on: boolean) => void;
}

/** On or off, inside a menu. */
export function MenuSwitch({ icon: Icon, children, on, onChange }: MenuSwitchProps) {
  return (
    <DropdownMenu.CheckboxItem className={MENU_ITEM} checked={on} onCheckedChange={onChange}>
      <Icon aria-hidden className="size-4 text-soft" />
      <span className="flex-1">{children}</span>
      <DropdownMenu.ItemIndicator>
        <Check aria-hidden className="size-4 text-accent" />
      </DropdownMenu.ItemIndicator>
    </DropdownMenu.CheckboxItem>
  );
}
