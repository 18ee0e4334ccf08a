'use client';

import { calendarDay } from '#components/time/format-time';
import { useZone } from '#components/time/zone';

interface DateFieldProps {
  label: string;
  /** The instant that bounds the list; '' = no bound. */
  value: string;
  /** Which end of the chosen day the instant is. */
  edge: 'start' | 'end';
  onChoose: (instant: string) => void;
}

/** A day in the reader's zone; the address holds the instant, so that a link means the same to everybody. */
export function DateField({ label, value, edge, onChoose }: DateFieldProps) {
  const zone = useZone();
  const choose = (day: string) => {
    if (day === '') return onChoose('');
    const instant = new Date(`${day}T${edge === 'start' ? '00:00:00.000' : '23:59:59.999'}`);
    if (!Number.isNaN(instant.getTime())) onChoose(instant.toISOString());
  };
  return (
    <label
      className={`flex h-8 min-w-0 items-center gap-2 rounded-md border pl-2.5 ${value === '' ? 'border-edge bg-surface' : 'border-accent bg-accent-wash'}`}
    >
      <span className="text-soft">{label}</span>
      <input
        type="date"
        value={value === '' ? '' : calendarDay(value, zone)}
        onChange={(event) => choose(event.target.value)}
        className="h-full min-w-0 flex-1 rounded-md bg-transparent pr-2"
        suppressHydrationWarning
      />
    </label>
  );
}
