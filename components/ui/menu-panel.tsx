'use client';

import * as DropdownMenu from 'radix-ui/dropdown-menu';
import type { ReactNode } from 'react';
import type { MenuPanelState } from '#components/ui/menu';

/**
 * The open panel of a menu, below its button and in its landmark. Not modal: that would inject styles, which the page's
 * policy forbids.
 */
export function MenuPanel({ label, button, onClose, children }: MenuPanelState & { children: ReactNode }) {
  return (
    <DropdownMenu.Root open modal={false} onOpenChange={(open) => !open && onClose()}>
      <DropdownMenu.Trigger asChild>
        <span aria-hidden className="pointer-events-none absolute inset-0" />
      </DropdownMenu.Trigger>
      {/* A click beside the menu closes it and does nothing else. */}
      <div aria-hidden className="fixed inset-0 z-40" />
      <DropdownMenu.Content
        aria-label={label}
        align="end"
        sideOffset={6}
        collisionPadding={8}
        onCloseAutoFocus={(event) => {
          event.preventDefault();
          button.current?.focus();
        }}
        className="z-50 max-h-(--radix-dropdown-menu-content-available-height) min-w-56 overflow-y-auto rounded-lg border border-line bg-surface p-1 shadow-pop"
      >
        {children}
      </DropdownMenu.Content>
    </DropdownMenu.Root>
  );
}
