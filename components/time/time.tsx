'use client';

import { timeParts, utcText } from '#components/time/format-time';
import { useZone } from '#components/time/zone';

/** An instant in the reader’s zone, in UTC on hover. Leave the zone out only below a heading that names it. */
export function Time({ at, withZone = true }: { at: string; withZone?: boolean }) {
  const { date, clock, zone } = timeParts(at, useZone());
  return (
    <time dateTime={at} title={utcText(at)} className={withZone ? '' : 'whitespace-nowrap'} suppressHydrationWarning>
      <span className="whitespace-nowrap text-soft">{date}</span>{' '}
      <span className="whitespace-nowrap">
        {clock}
        {withZone && <span className="text-soft"> {zone}</span>}
      </span>
    </time>
  );
}
