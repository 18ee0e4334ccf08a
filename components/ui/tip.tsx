'use client';

import * as Tooltip from 'radix-ui/tooltip';
import type { ReactElement, ReactNode } from 'react';

/** Shows `content` while its only child, which can have focus, is pointed at or focused. It stays in its landmark: no portal. */
export function Tip({ content, children }: { content: ReactNode; children: ReactElement }) {
  return (
    <Tooltip.Root delayDuration={150}>
      <Tooltip.Trigger asChild>{children}</Tooltip.Trigger>
      <Tooltip.Content
        sideOffset={6}
        collisionPadding={8}
        className="z-50 max-w-80 rounded-md border border-line bg-surface px-3 py-2 text-sm shadow-pop"
      >
        {content}
      </Tooltip.Content>
    </Tooltip.Root>
  );
}
