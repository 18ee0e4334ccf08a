'use client';

import {
  CircleCheck,
  Clock,
  Download,
  FileSearch,
  Funnel,
  Hourglass,
  Inbox,
  Layers,
  type LucideIcon,
  RotateCw,
  SkipForward,
  TimerOff,
  TriangleAlert,
} from 'lucide-react';
import { useState } from 'react';
import { AttemptDialog } from '#components/submissions/attempt-dialog';
import type { LaneEvent, NamedAttempt } from '#components/submissions/lane-events';
import { TONE_TEXT } from '#components/submissions/status-words';
import { Time } from '#components/time/time';
import { Button } from '#components/ui/button';

const ICON: Record<LaneEvent['kind'], LucideIcon> = {
  filtered: Funnel,
  skipped: SkipForward,
  planned: Clock,
  delivered: CircleCheck,
  retry: RotateCw,
  failed: TriangleAlert,
  downloaded: Download,
  superseded: Layers,
  next: Clock,
  stalled: Hourglass,
  ready: Inbox,
  expires: TimerOff,
};

/** Beyond so many the ones in the middle wait behind a button: the first and the last tell most. */
const SHORT = 6;

/** What happened at one destination, one below the other. */
export function Lane({ events }: { events: readonly LaneEvent[] }) {
  const [isWhole, setWhole] = useState(false);
  const [opened, setOpened] = useState<NamedAttempt | null>(null);
  const isCut = events.length > SHORT && !isWhole;
  const first = isCut ? events.slice(0, 2) : events;
  const last = isCut ? events.slice(-3) : [];
  if (events.length === 0) return null;
  return (
    <>
      <ol className="mt-3 space-y-2 border-l border-edge pl-4">
        {first.map((event) => (
          <Event key={event.key} event={event} onOpen={setOpened} />
        ))}
        {isCut && (
          <li>
            <Button look="bare" className="-ml-3" onClick={() => setWhole(true)}>
              Show {events.length - 5} more
            </Button>
          </li>
        )}
        {last.map((event) => (
          <Event key={event.key} event={event} onOpen={setOpened} />
        ))}
      </ol>
      {opened && <AttemptDialog attempt={opened} onClose={() => setOpened(null)} />}
    </>
  );
}

function Event({ event, onOpen }: { event: LaneEvent; onOpen: (attempt: NamedAttempt) => void }) {
  const { kind, at, title, detail, tone, attempt } = event;
  const Icon = ICON[kind];
  return (
    <li className="relative">
      <span className="absolute top-0.5 -left-6 flex size-4 items-center justify-center bg-surface">
        <Icon aria-hidden className={`size-4 ${TONE_TEXT[tone]}`} />
      </span>
      <p className="flex flex-wrap items-baseline gap-x-3">
        <span className="font-medium">{title}</span>
        {at && (
          <span className="text-sm">
            <Time at={at} />
          </span>
        )}
      </p>
      {detail && <p className="text-sm break-words text-soft">{detail}</p>}
      {attempt?.address && (
        <p className="text-sm text-soft">
          To <span className="font-mono break-all">{attempt.address}</span>
        </p>
      )}
      {attempt?.isKept && (
        <Button
          look="bare"
          className="-ml-3 h-7!"
          aria-label={`Message and reply of ${attempt.name.charAt(0).toLowerCase()}${attempt.name.slice(1)} at ${attempt.destination}`}
          onClick={() => onOpen(attempt)}
        >
          <FileSearch aria-hidden className="size-4" />
          Message and reply
        </Button>
      )}
    </li>
  );
}
