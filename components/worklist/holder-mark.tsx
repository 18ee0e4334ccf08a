'use client';

import { Lock, UserCheck, UserRound } from 'lucide-react';
import { useShell } from '#components/shell/shell-state';
import type { WorklistItem } from '#lib/worklist/contract';

/** Who reports it: the one who holds it, else the one it is meant for. */
export function HolderMark({ item: { holder, assignedRadiologist } }: { item: WorklistItem }) {
  const { viewer } = useShell();
  if (holder?.isMe) {
    return (
      <span className="flex min-w-0 items-center gap-1.5 font-medium text-accent">
        <UserCheck aria-hidden className="size-3.5 shrink-0" />
        Me
      </span>
    );
  }
  if (holder) {
    return (
      <span className="flex min-w-0 items-center gap-1.5" title={`${holder.name} is reporting it`}>
        <Lock aria-hidden className="size-3.5 shrink-0 text-warn" />
        <span className="sr-only">Held by </span>
        <span className="truncate">{holder.name}</span>
      </span>
    );
  }
  if (assignedRadiologist) {
    const name = assignedRadiologist === viewer.name ? 'me' : assignedRadiologist;
    return (
      <span className="flex min-w-0 items-center gap-1.5 text-soft" title={`Meant for ${name}`}>
        <UserRound aria-hidden className="size-3.5 shrink-0" />
        <span className="truncate">For {name}</span>
      </span>
    );
  }
  return <span className="text-faint">Unclaimed</span>;
}
