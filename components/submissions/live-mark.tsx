'use client';

import { Radio, RefreshCwOff } from 'lucide-react';
import { timeParts } from '#components/time/format-time';
import { useZone } from '#components/time/zone';

/** Whether the list keeps itself up to date, and when it last did. */
export function LiveMark({ updatedAt, isFailing }: { updatedAt: number; isFailing: boolean }) {
  const zone = useZone();
  const { clock } = timeParts(new Date(updatedAt).toISOString(), zone);
  const Icon = isFailing ? RefreshCwOff : Radio;
  return (
    <p className={`flex items-center gap-1.5 text-sm ${isFailing ? 'text-bad' : 'text-soft'}`}>
      <Icon aria-hidden className={`size-3.5 ${isFailing ? '' : 'text-good'}`} />
      <span role={isFailing ? 'alert' : undefined} suppressHydrationWarning>
        {isFailing ? `Not updating since ${clock}` : `Live, updated ${clock}`}
      </span>
    </p>
  );
}
