import { ChevronsUp, Minus, Zap } from 'lucide-react';
import type { Priority } from '#lib/appointments/statuses';

const LOOK = {
  STAT: { icon: Zap, word: 'STAT', className: 'rounded-sm bg-bad px-1.5 font-bold text-on-accent' },
  URGENT: {
    icon: ChevronsUp,
    word: 'Urgent',
    className: 'rounded-sm border border-warn px-1.5 font-semibold text-warn',
  },
  ROUTINE: { icon: Minus, word: 'Routine', className: 'text-faint' },
};

/** A priority by shape and word; the colour only repeats them. */
export function PriorityMark({ priority }: { priority: Priority }) {
  const { icon: Icon, word, className } = LOOK[priority];
  return (
    <span className={`inline-flex h-4.5 items-center gap-1 text-xs ${className}`}>
      <Icon aria-hidden className="size-3 shrink-0" />
      {word}
    </span>
  );
}
