'use client';

import * as DropdownMenu from 'radix-ui/dropdown-menu';
import type { LucideIcon } from 'lucide-react';

export const MENU_ITEM =
  'flex cursor-pointer items-center gap-2.5 rounded-md px-2.5 py-1.5 outline-none select-none ' +
  'data-highlighted:bg-accent-wash data-highlighted:outline-2 data-highlighted:outline-accent data-highlighted:-outline-offset-2';

interface MenuItemProps {
  icon: LucideIcon;
  children: string;
  onSelect: () => void;
}

export function MenuItem({ icon: Icon, children, onSelect }: MenuItemProps) {
  return (
    <DropdownMenu.Item
      className={MENU_ITEM}
      onSelect={(event) => {
        // Open until what was chosen has happened: a failure shows in the menu.
        event.preventDefault();
        onSelect();
      }}
    >
      <Icon aria-hidden className="size-4 text-soft" />
      {children}
    </DropdownMenu.Item>
  );
}
