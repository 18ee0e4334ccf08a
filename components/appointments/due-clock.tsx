'use client';

import { Clock, Hourglass, TriangleAlert } from 'lucide-react';
import { exactDuration } from '#components/time/duration-words';
import { useTicking } from '#components/time/ticking';

const SOON_MS = 30 * 60_000;

const LOOK = {
  over: { icon: TriangleAlert, className: 'font-semibold text-bad' },
  soon: { icon: Hourglass, className: 'font-medium text-warn' },
  later: { icon: Clock, className: 'text-soft' },
};

/** How long until the report is due, or since when it is overdue, by the second once it matters. */
export function DueClock({ at }: { at: string }) {
  const due = Date.parse(at);
  const said = useTicking((now) => {
    const left = due - now;
    if (left < 0) return `over ${exactDuration(-left)} over`;
    return `${left < SOON_MS ? 'soon' : 'later'} in ${exactDuration(left)}`;
  });
  const space = said.indexOf(' ');
  const { icon: Icon, className } = LOOK[said.slice(0, space) as keyof typeof LOOK];
  return (
    <span className={`flex items-center gap-1 whitespace-nowrap ${className}`}>
      <Icon aria-hidden className="size-3.5 shrink-0" />
      <span className="sr-only">Due </span>
      {said.slice(space + 1)}
    </span>
  );
}
